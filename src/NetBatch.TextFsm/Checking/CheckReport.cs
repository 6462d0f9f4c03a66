namespace NetBatch.TextFsm;

/// <summary>One fixture or vector that did not come out as expected.</summary>
/// <param name="Name">The fixture's path or the vector's id.</param>
/// <param name="Difference">The first difference, or the error.</param>
public sealed record CheckFailure(string Name, string Difference);

/// <summary>What a check of many fixtures or vectors found.</summary>
/// <param name="Passed">How many came out as expected.</param>
/// <param name="Failures">Those that did not.</param>
/// <param name="Compiling">Time spent compiling templates.</param>
/// <param name="LookingUp">Time spent reading the index and finding templates in it.</param>
/// <param name="Parsing">Time spent parsing and merging.</param>
public sealed record CheckReport(
    int Passed, IReadOnlyList<CheckFailure> Failures, TimeSpan Compiling, TimeSpan LookingUp, TimeSpan Parsing)
{
    /// <summary>True if something was checked and nothing failed.</summary>
    public bool Succeeded => Passed > 0 && Failures.Count == 0;

    /// <summary>Writes each failure on a line of its own, then the counts and the seconds.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var failure in Failures)
        {
            writer.WriteLine($"{failure.Name}: {failure.Difference}");
        }

        writer.WriteLine($"{Passed} passed, {Failures.Count} failed");
        writer.WriteLine(
            $"compiling {Compiling.TotalSeconds:0.000} s, looking up {LookingUp.TotalSeconds:0.000} s, parsing "
                + $"{Parsing.TotalSeconds:0.000} s");
    }
}
