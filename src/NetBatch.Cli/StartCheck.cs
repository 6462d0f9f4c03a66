using System.Runtime.CompilerServices;

namespace NetBatch.Cli;

/// <summary>What has to be so before the program is read at all.</summary>
internal static class StartCheck
{
    /// <summary>With too few files the first assemblies are not found any more, and nothing could say why.</summary>
    [ModuleInitializer]
    internal static void Look()
    {
        if (OpenFiles.Limit < OpenFiles.Least)
        {
            Console.Error.WriteLine($"netbatch: {OpenFiles.Message}");
            Console.Error.WriteLine(OpenFiles.Remedy);
            Environment.Exit(2);
        }
    }
}
