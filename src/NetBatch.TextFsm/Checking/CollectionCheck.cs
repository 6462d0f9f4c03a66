using NetBatch.TextFsm.Checking;

namespace NetBatch.TextFsm;

/// <summary>
/// Runs a collection's fixtures as ntc-templates lays them out: <c>FIXTURES/platform/command/*.raw</c> with the expected
/// rows in a <c>.yml</c> of the same name under <c>parsed_sample</c>; the folder's name is the command with "_" for blanks.
/// </summary>
public static class CollectionCheck
{
    /// <summary>Runs every fixture.</summary>
    /// <param name="fixtures">The directory with a folder for each platform.</param>
    /// <param name="templates">The directory with <c>index</c> and <c>*.textfsm</c>.</param>
    /// <param name="options">Limits; null for the usual ones. Its clock measures the times reported.</param>
    /// <param name="cancellationToken">Ends the run between two fixtures.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="TemplateException">The index is refused, or there are no fixtures.</exception>
    public static CheckReport Run(string fixtures, string templates, TemplateOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Run(fixtures, () => TemplateSet.Open(templates), options, cancellationToken);

    /// <summary>Runs every fixture with templates from anywhere, such as those that ship with this assembly.</summary>
    /// <param name="fixtures">The directory with a folder for each platform.</param>
    /// <param name="open">Opens the templates; its time counts as looking up.</param>
    /// <param name="options">Limits; null for the usual ones. Its clock measures the times reported.</param>
    /// <param name="cancellationToken">Ends the run between two fixtures.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="TemplateException">The index is refused, or there are no fixtures.</exception>
    public static CheckReport Run(
        string fixtures, Func<TemplateSet> open, TemplateOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(open);
        options ??= TemplateOptions.Default;
        var watch = new Stopwatches(options.Time);
        var set = watch.LookUp(open);
        var failures = new List<CheckFailure>();
        var passed = 0;
        foreach (var file in Files(fixtures))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var difference = Check(file, set, options, watch);
            if (difference is null)
            {
                passed++;
            }
            else
            {
                failures.Add(new CheckFailure(Path.GetRelativePath(fixtures, file), difference));
            }
        }

        return passed + failures.Count > 0
            ? new CheckReport(passed, failures, watch.Compiling, watch.LookingUp, watch.Parsing)
            : throw new TemplateException(TemplateErrorKind.Fixture, $"'{fixtures}' holds no platform/command/*.raw");
    }

    private static List<string> Files(string fixtures) =>
    [
        .. Directory.EnumerateDirectories(fixtures)
            .SelectMany(Directory.EnumerateDirectories)
            .SelectMany(d => Directory.EnumerateFiles(d, "*.raw"))
            .Order(StringComparer.Ordinal),
    ];

    private static string? Check(string file, TemplateSet set, TemplateOptions options, Stopwatches watch)
    {
        try
        {
            var folder = Path.GetDirectoryName(file)!;
            var command = Path.GetFileName(folder).Replace('_', ' ');
            var platform = Path.GetFileName(Path.GetDirectoryName(folder)!);
            var text = File.ReadAllText(file);
            if (watch.LookUp(() => set.Index.Find(platform, command)) is not { } entry)
            {
                return $"no template for '{command}' on {platform}";
            }

            var compiled = watch.Compile(() => entry.Templates.Select(set.Get).ToArray());
            var table = watch.Parse(() => TemplateSet.Parse(compiled, text, options));
            var sample = Path.ChangeExtension(file, ".yml");
            using var reader = File.OpenText(sample);
            return Difference.OfMaps(table, YamlSample.Read(reader, sample));
        }
        catch (TemplateException e)
        {
            return e.Message;
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }

    private sealed class Stopwatches(TimeProvider time)
    {
        public TimeSpan Compiling { get; private set; }

        public TimeSpan LookingUp { get; private set; }

        public TimeSpan Parsing { get; private set; }

        public T LookUp<T>(Func<T> work) => Measure(work, t => LookingUp += t);

        public T Compile<T>(Func<T> work) => Measure(work, t => Compiling += t);

        public T Parse<T>(Func<T> work) => Measure(work, t => Parsing += t);

        private T Measure<T>(Func<T> work, Action<TimeSpan> note)
        {
            var start = time.GetTimestamp();
            try
            {
                return work();
            }
            finally
            {
                note(time.GetElapsedTime(start));
            }
        }
    }
}
