using System.Globalization;

namespace NetBatch.Reliability.Tests.Crowds;

/// <summary>A process of the crowd: <c>dotnet exec</c> of this assembly.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) =>
        BusyProcess.RunAsync(args[0], TimeSpan.FromSeconds(double.Parse(args[1], CultureInfo.InvariantCulture)));
}
