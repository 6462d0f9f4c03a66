using System.Text.RegularExpressions;
using static NetBatch.SecretPatterns;

namespace NetBatch;

/// <summary>SNMP's communities, and the keys of its users.</summary>
internal static partial class SnmpRules
{
    private const string Types =
        @"(?>(?:(?:read|write|readonly|readwrite|read-only|ro|rw|cipher|simple|clear|encrypted|hex|create|add|index\s+\d+|name|\d)\s+)*)";

    /// <summary>A community behind a word that says so. Those of BGP stand in lines that name no SNMP.</summary>
    [GeneratedRegex(
        @"(?:(?<=(?:snmp|trap).*[\s/-])(?:(?:read|write|get|set)-)?community(?:-name|-string)?|(?<=snmp-server.*)\w+-community"
        + @"|" + Begin + @"(?:v\dtrap-?)?community(?=\s+\S+\s*(?:\{|;|$)|\s+\S+\s+(?:hash|hash2|r|rw|rwa|ro)\b|\s+""[^""]*""\s+(?:hash"
        + @"|hash2|r|rw|rwa|ro)\b)|community-map"
        + @"|(?:snmp-)?community(?:-?name|-string)|notify-community|(?<=[.\s<?&])(?:snmp\.|snmp-|ro|rw)?community(?:-string)?(?=\s*=|>))"
        + @"(?![-\w])" + Between + @"(?!(?:group|map|ro|rw|enabled?|disabled?|strings?|access|list|name|index|is)\s*$|\d+:\d+"
        + @"|\S+\s+members\b|(?:no-advertise|no-export|no-peer|internet|local-as|additive|none"
        + @"|graceful-shutdown)\b)" + Types + Value, Options, Patience)]
    public static partial Regex Community();

    [GeneratedRegex(
        @"(?:(?<![\w-])snmp-server\s+host\s+\S+|^\s*host\s+\S+\s+(?:traps?|informs?))\s+(?:(?:vrf\s+\S+|use-vrf\s+\S+|traps?|informs?"
        + @"|clear|encrypted|\d|version\s+v?(?:1|2c|3\s+(?:no)?auth|3\s+priv))\s+)*"
        + @"(?!(?:community|trap-level|udp-port|source-interface|filter-vrf|poll|use-vrf|vrf|version)\b)" + Value, Options, Patience)]
    public static partial Regex Host();

    [GeneratedRegex(@"(?:securityname|snmp\s+trap-group|snmp\s+host(?=\s+"")|snmpv3\s+community\s+index\s+\d+\s+name"
        + @"|snmpv3\s+add\s+community(?:\s+hex)?|(?<=snmpv3\s+add\s+community.*)name)\s+(?:cipher\s+)?"
        + Value, Options, Patience)]
    public static partial Regex Names();

    /// <summary>Keys of a user: each behind "auth" or "priv" and an algorithm.</summary>
    [GeneratedRegex(
        @"(?<=\s)(?:auth(?:entication)?(?:-mode|-prot|-type)?(?:\s+(?:hash|encrypted))*\s+(?:md5|sha\S*)(?:\s+(?:224|256|384"
        + @"|512)(?=\s+\S))?|priv(?:acy)?(?:-mode|-prot)?(?:\s+encrypted)*(?:\s+(?:3?des\S*|aes\S*)(?:\s+(?:128|192|256)(?=\s+\S))?)?)\s+"
        + @"(?:(?:cipher|ciphertext|simple|plaintext|clear|encrypted|auth-encrypted|privacy-encrypted|auth-pass|priv-pass"
        + @"|\d)\s+)*(?![\w-]*(?:passw|key\b))" + Value, Options, Patience)]
    public static partial Regex User();

    [GeneratedRegex(@"(?:auth|priv(?:acy)?)-(?:encrypted|pass(?:-phrase)?(?:-hashed)?)\s+(?:(?:ciphertext"
        + @"|plaintext)\s+)?" + Value, Options, Patience)]
    public static partial Regex UserPass();

    /// <summary>snmpd.conf(5) and snmpcmd(1).</summary>
    [GeneratedRegex(
        @"(?:^\s*(?:(?:ro|rw|trap|def)community6?|com2sec6?\s+(?:-Cn\s+\S+\s+)?\S+\s+\S+|(?:trap2?|inform)sink\s+\S+)\s+"
        + @"|(?<=\bsnmp\S+\s.*|\btrapsess\s.*)\s-[cAX]\s+)" + Value, Options, Patience)]
    public static partial Regex Daemon();

    [GeneratedRegex(@"(?<=\bcreateUser\s.*\s)(?:MD5|SHA\S*|AES\S*|DES)\s+" + Value, Options, Patience)]
    public static partial Regex DaemonUser();

    /// <summary>A section whose next lines name communities, and a line of it.</summary>
    [GeneratedRegex(@"^\s*(?:config system snmp community|/snmp community|<community>|<snmp-community>)\s*$", Options, Patience)]
    public static partial Regex Section();

    [GeneratedRegex(@"^\s*(?:end\s*$|/|</)", Options, Patience)]
    public static partial Regex SectionEnd();

    [GeneratedRegex(@"(?:^\s*set\s+name\s+|^(?:add|set)\b.*\sname=|<name>)" + Value, Options, Patience)]
    public static partial Regex SectionName();

    [GeneratedRegex(@"(?<=/snmp community\s.*\s)name=" + Value, Options, Patience)]
    public static partial Regex RouterOs();

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    private const int Patience = 250;
}
