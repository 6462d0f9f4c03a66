using System.Text.RegularExpressions;

namespace NetBatch.Lab;

/// <summary>One attempt to log in, from sshd's log.</summary>
/// <param name="User">The login name that was tried.</param>
/// <param name="Method"><c>password</c> or <c>publickey</c>.</param>
/// <param name="Accepted">Whether it was accepted.</param>
public sealed partial record LabLogin(string User, string Method, bool Accepted)
{
    internal static IReadOnlyList<LabLogin> Parse(IEnumerable<string> log) =>
        [.. log.Select(line => Line().Match(line)).Where(match => match.Success)
            .Select(match => new LabLogin(match.Groups["user"].Value, match.Groups["method"].Value,
                match.Groups["what"].Value == "Accepted"))];

    [GeneratedRegex(@"^(?<what>Accepted|Failed) (?<method>password|publickey) for (invalid user )?(?<user>\S+) from ",
        RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
