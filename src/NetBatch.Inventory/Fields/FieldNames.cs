using System.Collections.Frozen;
using System.Text;

namespace NetBatch.Inventory.Fields;

/// <summary>The usual column names and what they mean, in any case and with or without spaces, hyphens and underscores.</summary>
internal static class FieldNames
{
    /// <summary>A column of this beginning is a label, whatever the rest would mean by itself.</summary>
    public const string LabelPrefix = "label:";

    // In a row with several names of one kind, the earlier one here wins.
    private static readonly (FieldKind Kind, string[] Names)[] Known =
    [
        (FieldKind.Name, ["name", "devicename", "device", "inventoryhostname", "nodename", "node", "deviceid", "caption",
            "nodecaption", "sysname", "systemname", "nodelabel", "cn"]),
        (FieldKind.HostLike, ["hostname", "host", "computername", "fqdn", "dnsname"]),
        (FieldKind.Id, ["id"]),
        (FieldKind.Address,
        [
            "address", "ansiblehost", "ansiblesshhost", "dnshostname", "mgmtip", "mgmtaddress", "mgmtipaddress", "managementip",
            "managementaddress",
            "managementipaddress", "primaryip4", "primaryipv4", "primaryipv4address", "primaryip", "primaryipaddress", "ip", "ipaddress",
            "ipaddr", "ipv4", "ipv4address", "agentip", "pollingip", "pollingipaddress", "hostaddress", "deviceip", "nodeip", "primaryip6",
            "primaryipv6", "primaryipv6address", "ipv6", "ipv6address",
        ]),
        (FieldKind.Port, ["port", "sshport", "ansibleport", "ansiblesshport", "tcpport"]),
        (FieldKind.Platform, ["platform", "ansiblenetworkos", "networkos", "devicetype", "driver", "napalmdriver", "os"]),
        (FieldKind.User, ["username", "user", "ansibleuser", "ansiblesshuser", "remoteuser", "login"]),
        (FieldKind.KeyFile, ["identityfile", "keyfile", "sshkeyfile", "privatekeyfile", "ansiblesshprivatekeyfile",
            "ansibleprivatekeyfile"]),
        (FieldKind.Credential, ["credential", "credentials", "credentialreference", "cred"]),
        (FieldKind.EnableCredential, ["enablecredential", "enablecredentialreference", "becomecredential"]),
        (FieldKind.OneTimeCode, ["onetimecode", "otpsource", "codesource"]),
        (FieldKind.Jump, ["jump", "proxyjump", "jumphost", "jumphosts", "bastion"]),
        (FieldKind.JumpCredential, ["jumpcredential", "jumpcredentials"]),
        (FieldKind.SshOptions, ["sshoptions", "sshoption"]),
        (FieldKind.SshArguments, ["ansiblesshcommonargs", "ansiblesshextraargs", "ansiblesshargs"]),
        (FieldKind.Legacy, ["legacy", "legacyalgorithms", "legacyssh"]),
        (FieldKind.Channel, ["channel"]),
        (FieldKind.Transport, ["transport", "sshtransport"]),
        (FieldKind.Encoding, ["encoding", "charset"]),
        (FieldKind.Context, ["context", "vdom", "vsys", "logicalsystem"]),
        (FieldKind.Tags, ["tags", "tag"]),
        (FieldKind.LabelMap, ["labels", "customfields"]),
        (FieldKind.Ignored, ["endpoint", "secretreference", "reachedby", "reachedwhy", "pscomputername", "psshowcomputername",
            "pssourcejobinstanceid", "runspaceid"]),
    ];

    private static readonly string[] SecretNames =
        ["pass", "pw", "pwd", "token", "apitoken", "apikey", "privatekey", "snmpcommunity", "ansiblebecomepass", "ansiblesudopass",
            "ansiblesupass"];

    private static readonly string[] SecretParts =
        ["enable", "secret", "community", "password", "passwd", "passphrase", "pass", "pwd", "key", "psk", "token", "apikey"];

    private static readonly string[] SecretEndings = ["password", "passwd", "passphrase", "secret", "sshpass"];

    private static readonly FrozenDictionary<string, (FieldKind Kind, int Rank)> Index =
        Known.SelectMany(entry => entry.Names.Select((name, rank) => KeyValuePair.Create(name, (entry.Kind, rank)))).ToFrozenDictionary();

    /// <summary>What the name means; names of one kind are preferred by rising rank.</summary>
    public static (FieldKind Kind, int Rank) Classify(string name)
    {
        if (LabelName(name) is { } label)
        {
            return (IsSecret(Normalize(label)) || HasSecretPart(label) ? FieldKind.Secret : FieldKind.Label, 0);
        }

        var key = Normalize(name);
        if (Index.TryGetValue(key, out var known))
        {
            return known;
        }

        return (IsSecret(key) || HasSecretPart(name) ? FieldKind.Secret : FieldKind.Label, 0);
    }

    /// <summary>The label's name behind <see cref="LabelPrefix"/>, or null where the column does not begin so.</summary>
    public static string? LabelName(string column)
    {
        var text = column.Trim();
        return text.Length > LabelPrefix.Length && text.StartsWith(LabelPrefix, StringComparison.OrdinalIgnoreCase)
            ? text[LabelPrefix.Length..].Trim()
            : null;
    }

    /// <summary>Lower case without spaces, hyphens, underscores and dots.</summary>
    public static string Normalize(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            if (!char.IsWhiteSpace(character) && character is not ('_' or '-' or '.'))
            {
                text.Append(char.ToLowerInvariant(character));
            }
        }

        return text.ToString();
    }

    // A column called "enable" or "snmp_community" holds what is typed there, whatever stands around the word.
    private static bool HasSecretPart(string name) =>
        name.Split([' ', '_', '-', '.', ':', '/'], StringSplitOptions.RemoveEmptyEntries).Any(part => Array.Exists(
            SecretParts, secret => part.Equals(secret, StringComparison.OrdinalIgnoreCase)));

    private static bool IsSecret(string key) =>
        Array.IndexOf(SecretNames, key) >= 0 || Array.Exists(SecretEndings, ending => key.EndsWith(ending, StringComparison.Ordinal));
}
