namespace NetBatch.Reliability.Tests.Fuzzing;

/// <summary>What is fed with texts from elsewhere.</summary>
/// <param name="Name">What the texts are, in the plural.</param>
/// <param name="Samples">Good ones, of which the bad are made.</param>
/// <param name="Feed">Takes one: with pleasure, or with a <see cref="NetBatchException"/>; everything else is a defect.</param>
internal sealed record Prey(string Name, IReadOnlyList<string> Samples, Action<string> Feed)
{
    /// <summary>A file of the project's source tree.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern, int most = 40) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Take(most).Select(File.ReadAllText),
    ];

    private static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "NetBatch.PowerShell.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
