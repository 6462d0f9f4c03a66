using System.Text.Json;

namespace NetBatch.Remediation;

/// <summary>Runs the engine over recorded answers and tells where it differs.</summary>
public static class VectorCheck
{
    /// <summary>Checks all vectors of a file.</summary>
    /// <param name="path">A file with one JSON object a line.</param>
    /// <param name="catalog">The platforms; null: those that come with the engine.</param>
    /// <exception cref="ConfigException">A line is no vector; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static VectorReport Run(string path, PlatformCatalog? catalog = null)
    {
        var vectors = new List<RemediationVector>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                vectors.Add(RemediationVector.Parse(line));
            }
            catch (JsonException e)
            {
                throw new ConfigException(Path.GetFileName(path), number, $"no vector: {e.Message}");
            }
        }

        return Run(vectors, catalog);
    }

    /// <summary>Checks vectors.</summary>
    public static VectorReport Run(IEnumerable<RemediationVector> vectors, PlatformCatalog? catalog = null)
    {
        var (passed, failures, quirks, remarks) = (0, new List<string>(), 0, new List<string>());
        foreach (var vector in vectors)
        {
            var (difference, deviation) = Check(vector, catalog ?? PlatformCatalog.BuiltIn);
            if (difference is null)
            {
                passed++;
                if (deviation is not null)
                {
                    remarks.Add($"{vector.Id}: {deviation}");
                }
            }
            else if (!string.IsNullOrEmpty(vector.Quirk))
            {
                quirks++;
                remarks.Add($"{vector.Id}: {difference} (quirk: {vector.Quirk})");
            }
            else
            {
                failures.Add($"{vector.Id}: {difference}");
            }
        }

        return new VectorReport(passed, failures.Count, quirks, failures, remarks);
    }

    /// <summary>The first difference, or null; and the documented deviation without which there would be one.</summary>
    private static (string? Difference, string? Deviation) Check(RemediationVector vector, PlatformCatalog catalog)
    {
        try
        {
            var platform = catalog.Config(vector.Platform);
            var running = ConfigTree.Parse(vector.Running, platform);
            var intended = ConfigTree.Parse(vector.Intended, platform);
            var remediation = ConfigEngine.Remediation(running, intended);
            var rollback = ConfigEngine.Rollback(running, intended);
            if (vector.Refusal is { } refusal)
            {
                var what = $"refusal expected ({refusal}), but it was computed";
                return KnownDeviations.Accepts(platform) ? (null, $"as documented, {what}") : (what, null);
            }

            var deviations = new KnownDeviations(running, intended);
            string? deviation = null;
            foreach (var (name, expected, actual) in new[]
            {
                ("remediation", vector.Remediation, remediation.Lines()),
                ("rollback", vector.Rollback, rollback.Lines()),
                ("remediation_exits", vector.RemediationExits, remediation.Lines(closers: true)),
                ("rollback_exits", vector.RollbackExits, rollback.Lines(closers: true)),
                ("future", vector.Future, vector.Future is null ? [] : ConfigEngine.Future(running, remediation).Lines()),
            })
            {
                if (expected is null || expected.SequenceEqual(actual, StringComparer.Ordinal))
                {
                    continue;
                }

                var difference = First(name, expected, actual);
                if (!deviations.Explain(expected, actual))
                {
                    return (difference, null);
                }

                deviation ??= $"as documented, {difference}";
            }

            return (null, deviation);
        }
        catch (ConfigException e)
        {
            return vector.Refusal is not null ? (null, null) : ($"refused: {e.Message}", null);
        }
    }

    private static string First(string name, IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        for (var i = 0; ; i++)
        {
            var (want, have) = (i < expected.Count ? $"'{expected[i]}'" : "nothing", i < actual.Count ? $"'{actual[i]}'" : "nothing");
            if (want != have)
            {
                return $"{name} line {i + 1}: expected {want}, got {have}";
            }
        }
    }
}
