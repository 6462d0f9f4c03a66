namespace NetBatch.Ssh.Tests.Support;

/// <summary>A test against a real OpenSSH server; skipped, and counted as skipped, where it cannot be run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SshdFactAttribute : FactAttribute
{
    /// <param name="program">A further program that the test needs, by its full path; null: none.</param>
    /// <param name="package">The package that brings it.</param>
    public SshdFactAttribute(string? program = null, string? package = null) => Skip = Lacks(program, package);

    internal static string? Lacks(string? program, string? package) =>
        SshdFixture.Missing ?? (program is null || File.Exists(program) ? null : $"needs {package}");
}
