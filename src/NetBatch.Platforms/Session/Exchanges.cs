using System.Text.RegularExpressions;

namespace NetBatch.Platforms;

/// <summary>A text that is known to come, and what is sent then.</summary>
/// <param name="Expect">The end of the output.</param>
/// <param name="Send">What is sent, as it stands.</param>
public sealed record KnownAnswer(Regex Expect, string Send);

/// <summary>How privilege is raised.</summary>
/// <param name="Send">The command.</param>
/// <param name="Password">How it asks for the secret.</param>
public sealed record PrivilegeRules(string Send, Regex Password)
{
    /// <summary>How it asks for a name before that; null: it asks for none.</summary>
    public Regex? User { get; init; }
}

/// <summary>How the running config is saved.</summary>
/// <param name="Send">The command.</param>
/// <param name="InConfig">Whether it is a command of config mode.</param>
/// <param name="Answers">What it asks.</param>
public sealed record SaveRules(string Send, bool InConfig, IReadOnlyList<KnownAnswer> Answers)
{
    /// <summary>What a save that worked prints; null: nothing that is always the same, so only a refusal tells that it did not.</summary>
    public Regex? Done { get; init; }
}

/// <summary>A command of the session's beginning.</summary>
/// <param name="Send">The command.</param>
/// <param name="Answers">What it asks.</param>
/// <param name="Password">How it asks for the enable secret; null: it does not.</param>
public sealed record PrepareStep(string Send, IReadOnlyList<KnownAnswer> Answers, Regex? Password);

/// <summary>How a context of a device is entered and left; <c>{context}</c> stands for its name.</summary>
/// <param name="Enter">The commands that enter one.</param>
/// <param name="Leave">The commands that leave it.</param>
/// <param name="Special">Contexts that are entered by other commands, by name.</param>
public sealed record ContextRules(
    IReadOnlyList<string> Enter, IReadOnlyList<string> Leave, IReadOnlyList<(string Context, IReadOnlyList<string> Enter)> Special)
{
    /// <summary>The commands that enter a context.</summary>
    public IReadOnlyList<string> EnterOf(string context) =>
        Special.FirstOrDefault(one => one.Context.Equals(context, StringComparison.OrdinalIgnoreCase)) is { Enter: { } special }
            ? special
            : [.. Enter.Select(command => command.Replace("{context}", context, StringComparison.Ordinal))];
}

/// <summary>How a device asks who logs in within its shell, behind the SSH login.</summary>
/// <param name="User">How it asks for the name.</param>
/// <param name="Password">How it asks for the password.</param>
public sealed record LoginRules(Regex User, Regex Password)
{
    /// <summary>How it asks for a one-time code; null: it asks for none.</summary>
    public Regex? Code { get; init; }
}

/// <summary>How the configuration is shown.</summary>
/// <param name="Running">Shows what runs.</param>
/// <param name="Flat">Shows the same as <c>set</c> lines; or null.</param>
/// <param name="Startup">Shows what a restart would load; or null.</param>
public sealed record ShowRules(string Running, string? Flat, string? Startup);
