namespace NetBatch.Remediation;

/// <summary>
/// Well-known ports by the names under which network devices show them in access lists. The names are those of "permit" in the
/// security command references of Cisco IOS, NX-OS and Arista EOS; where TCP and UDP have other names for a port, both stand here.
/// Names that are not the same port everywhere (<c>radius</c>, <c>tacacs-ds</c>) do not.
/// </summary>
internal static class PortNames
{
    private static readonly Dictionary<string, int> Numbers = new(StringComparer.Ordinal)
    {
        ["echo"] = 7, ["discard"] = 9, ["daytime"] = 13, ["chargen"] = 19, ["ftp-data"] = 20, ["ftp"] = 21, ["ssh"] = 22, ["telnet"] = 23,
        ["smtp"] = 25, ["time"] = 37, ["nameserver"] = 42, ["whois"] = 43, ["nicname"] = 43, ["tacacs"] = 49,
        ["domain"] = 53, ["bootps"] = 67, ["bootpc"] = 68, ["tftp"] = 69, ["gopher"] = 70, ["finger"] = 79, ["www"] = 80, ["http"] = 80,
        ["hostname"] = 101, ["pop2"] = 109, ["pop3"] = 110, ["sunrpc"] = 111, ["ident"] = 113, ["nntp"] = 119, ["ntp"] = 123,
        ["netbios-ns"] = 137, ["netbios-dgm"] = 138, ["netbios-ss"] = 139, ["netbios-ssn"] = 139, ["imap4"] = 143, ["snmp"] = 161,
        ["snmptrap"] = 162, ["xdmcp"] = 177, ["bgp"] = 179, ["irc"] = 194, ["dnsix"] = 195, ["ldap"] = 389, ["mobile-ip"] = 434,
        ["https"] = 443, ["pim-auto-rp"] = 496, ["isakmp"] = 500, ["exec"] = 512, ["biff"] = 512, ["login"] = 513, ["who"] = 513,
        ["cmd"] = 514, ["syslog"] = 514, ["lpd"] = 515, ["talk"] = 517, ["rip"] = 520, ["uucp"] = 540, ["klogin"] = 543, ["kshell"] = 544,
        ["ldaps"] = 636, ["non500-isakmp"] = 4500,
    };

    /// <summary>The port of a name; null: it is none of these.</summary>
    public static int? Number(string name) => Numbers.TryGetValue(name, out var number) ? number : null;
}
