using System.Text.RegularExpressions;

namespace NetBatch.Platforms;

/// <summary>A text that is known to come, and what is sent then.</summary>
/// <param name="Expect">The end of the output.</param>
/// <param name="Send">What is sent, as it stands.</param>
public sealed record KnownAnswer(Regex Expect, string Send);

/// <summary>How privilege is raised.</summary>
/// <param name="Send">The command.</param>
/// <param name="Password">How it asks for the secret.</param>
public sealed record PrivilegeRules(string Send, Regex Password);

/// <summary>How the running config is saved.</summary>
/// <param name="Send">The command.</param>
/// <param name="InConfig">Whether it is a command of config mode.</param>
/// <param name="Answers">What it asks.</param>
public sealed record SaveRules(string Send, bool InConfig, IReadOnlyList<KnownAnswer> Answers);

/// <summary>How the configuration is shown.</summary>
/// <param name="Running">Shows what runs.</param>
/// <param name="Flat">Shows the same as <c>set</c> lines; or null.</param>
/// <param name="Startup">Shows what a restart would load; or null.</param>
public sealed record ShowRules(string Running, string? Flat, string? Startup);
