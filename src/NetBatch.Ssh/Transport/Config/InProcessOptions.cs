using System.Collections.Frozen;

namespace NetBatch.Ssh.Transport;

/// <summary>What of ssh_config(5) this process does itself, and what makes no difference to a connection of ours.</summary>
internal static class InProcessOptions
{
    /// <summary>Options that name algorithms.</summary>
    public static readonly string[] Algorithms = ["kexalgorithms", "hostkeyalgorithms", "ciphers", "macs", "pubkeyacceptedalgorithms"];

    /// <summary>Honoured as OpenSSH honours them.</summary>
    public static readonly FrozenSet<string> Honoured = Set(
        [
            .. Algorithms, "hostname", "port", "user", "identityfile", "identitiesonly", "identityagent", "hostkeyalias",
            "userknownhostsfile",
            "globalknownhostsfile", "stricthostkeychecking", "bindaddress", "addressfamily", "pubkeyauthentication", "requiredrsasize",
        ]);

    /// <summary>
    /// Of no effect here: NetBatch sets them itself for either transport, or they concern what it never does
    /// (forwardings, shared connections, local commands), what a person sees, or methods that ask a person.
    /// </summary>
    public static readonly FrozenSet<string> WithoutEffect = Set(
        [
            "addkeystoagent", "batchmode", "canonicaldomains", "canonicalizefallbacklocal", "canonicalizemaxdots",
            "canonicalizepermittedcnames",
            "casignaturealgorithms", "checkhostip", "clearallforwardings", "compression", "connectionattempts", "connecttimeout",
            "controlmaster",
            "controlpath", "controlpersist", "dynamicforward", "enableescapecommandline", "enablesshkeysign", "escapechar",
            "exitonforwardfailure",
            "fingerprinthash", "forkafterauthentication", "forwardagent", "forwardx11", "forwardx11timeout", "forwardx11trusted",
            "gatewayports",
            "gssapidelegatecredentials", "gssapikexalgorithms", "gssapirenewalforcesrekey", "gssapitrustdns", "gssapiclientidentity",
            "gssapiserveridentity",
            "hashknownhosts", "hostbasedacceptedalgorithms", "hostbasedkeytypes", "ignoreunknown", "ipqos", "kbdinteractiveauthentication",
            "kbdinteractivedevices", "localcommand", "localforward", "loglevel", "logverbose", "numberofpasswordprompts",
            "obscurekeystroketiming",
            "passwordauthentication", "permitlocalcommand", "permitremoteopen", "preferredauthentications", "proxyusefdpass",
            "remotecommand",
            "remoteforward", "requesttty", "sendenv", "serveralivecountmax", "serveraliveinterval", "sessiontype", "stdinnull",
            "streamlocalbindmask", "streamlocalbindunlink", "syslogfacility", "tag", "tcpkeepalive", "tunnel", "tunneldevice",
            "updatehostkeys",
            "useprivilegedport", "visualhostkey", "warnweakcrypto", "xauthlocation", "protocol", "cipher", "rhostsrsaauthentication",
            "rsaauthentication",
            "useroaming", "compressionlevel",
        ]);

    /// <summary>Values of other options that ask for nothing.</summary>
    public static bool IsOff(string option, string? value) => value?.ToLowerInvariant() switch
    {
        null => true,
        "no" or "false" or "none" or "never" => true,
        "internal" => option == "securitykeyprovider",
        "default" => option == "rekeylimit",
        _ => false,
    };

    private static FrozenSet<string> Set(string[] names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
