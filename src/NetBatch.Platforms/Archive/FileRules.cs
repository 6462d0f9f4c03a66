using System.Globalization;
using System.Text.RegularExpressions;

namespace NetBatch.Platforms;

/// <summary>How files get onto a platform's devices and off them. <c>{path}</c> and <c>{folder}</c> stand for where.</summary>
public sealed record FileRules
{
    /// <summary>The protocols that its devices serve, the preferred first: <c>sftp</c>, <c>scp</c>.</summary>
    public IReadOnlyList<string> Protocols { get; init; } = ["sftp", "scp"];

    /// <summary>Where a file goes that is named without a folder, with its last sign: <c>flash:</c>, <c>/var/tmp/</c>; empty: where the
    /// login begins.</summary>
    public string Folder { get; init; } = "";

    /// <summary>What must be configured for it; or null.</summary>
    public FileServerRules? Needs { get; init; }

    /// <summary>How the device tells its free space; null: the protocol is asked.</summary>
    public FileFactRules? Space { get; init; }

    /// <summary>How the device makes a hash of a file; null: it does not.</summary>
    public FileFactRules? Hash { get; init; }

    /// <summary>Shows whether a file is there: refused where it is not; null: the protocol is asked.</summary>
    public string? Exists { get; init; }

    /// <summary>Removes a file; null: the protocol does.</summary>
    public string? Remove { get; init; }
}

/// <summary>What a device's file server needs.</summary>
/// <param name="Show">The command that tells.</param>
/// <param name="Match">Expression on what it shows; where it does not match, the server is off.</param>
/// <param name="Title">What to configure, for people.</param>
public sealed record FileServerRules(string Show, Regex Match, string Title);

/// <summary>A fact of a file or a folder that a command tells.</summary>
/// <param name="Show">The command, with <c>{path}</c> or <c>{folder}</c>.</param>
/// <param name="Match">Expression whose group <c>value</c> is the fact.</param>
/// <param name="Unit">Bytes that one of it is, for sizes.</param>
/// <param name="Algorithm"><c>md5</c>, <c>sha1</c>, <c>sha256</c> or <c>sha512</c>, for hashes.</param>
public sealed record FileFactRules(string Show, Regex Match, int Unit, string Algorithm)
{
    /// <summary>The fact as it stands in a text; null: it is not in there.</summary>
    public string? ValueIn(string shown) => Match.Match(shown) is { Success: true } found ? found.Groups["value"].Value : null;

    /// <summary>The same as a number of bytes.</summary>
    public long? BytesIn(string shown) =>
        long.TryParse(ValueIn(shown)?.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture,
            out var number) ? number * Math.Max(1, Unit) : null;
}
