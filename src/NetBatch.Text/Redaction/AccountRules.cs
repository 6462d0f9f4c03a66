using System.Text.RegularExpressions;
using static NetBatch.SecretPatterns;

namespace NetBatch;

/// <summary>Secrets that stand at a place of their own in a platform's line, or behind an option of a command.</summary>
internal static partial class AccountRules
{
    [GeneratedRegex(
        @"(?:(?<![\w-])mgmt-user\s+\S+\s+(?:(?:root|guest-provisioning|network-operations|read-only|location-api-mgmt)\s+(?=\S+\s*$))?"
        + @"|^username\s+\S+\s+privilege\s+\d+\s+(?=\S+\s*$)|^user\s+\S+\s+(?=\S+\s+\S+\s*$)(?!class|group|password|admin|role"
        + @"|\w+\s+password)"
        + @"|^create\s+account\s+(?:admin|user)\s+\S+\s+(?:encrypted\s+)?|^configure\s+account\s+\S+\s+encrypted\s+"
        + @"|^(?:add|set)\s+system\s+user\s+\S+\s+(?=\S+\s+-encrypted)|^(?:config\s+)(?:mgmtuser|netuser)\s+add\s+\S+\s+"
        + @"|^config\s+(?:radius|tacacs)\s.*\sascii\s+"
        + @"|mobility-manager\s+\S+\s+user\s+\S+\s+|syscon\s+address\s+\S+\s+|\b(?:localip|masterip|peer-ip-address)\s+\S+\s+ipsec\s+"
        + @"|\bcable\s+authstring\s+"
        + @"|\bunsupported-transceiver\s+\S+\s+|\bldap-server\s+authentication\s+manager\s+\S+\s+(?:cipher\s+)?"
        + @"|\bpin\s+verify\s+(?:auto\s+)?"
        + @"|\b(?:ingestauth|cvauth)=key,|\baaa-server\s+\S+\s+\(\S+\)\s+host\s+\S+\s+(?!timeout\b|key\b)(?=\S)"
        + @"|\bencryption\s+(?:vlan\s+\d+\s+)?key\s+\d+\s+size\s+\d+bit\s+\d\s+|\bset-key\s+(?:ascii|hex)\s+(?:\d\s+)?"
        + @"|\bmac\s+security\b.*\skey\s+\S+\s+\d\s+|^\s*key\s+[0-9a-f]+\s+[07]\s+"
        + @"|^\s*execute\s+backup\s+\S+\s+(?:(?:ftp|sftp)\s+\S+\s+\S+\s+\S+|tftp\s+\S+\s+\S+|usb\s+\S+)\s+|^private-mac:\s+"
        + @"|\bblock-?string\s+|\bauth-type\s+simple-text-auth\s+"
        + @"|\bauthentication-type\s+simple\s+|\bhello-authentication\s+[\w-]*md5\s+(?:\d\s+)?|\bencryptedStrings\s+\S+\s+key\d?\s+"
        + @"|\b(?:encryption|authentication)\s+\w+\s+(?=\d,)|(?<=\bkey=\S*(?:pass|secret|token|key)\S*\s.*)\bvalue="
        + @"|\bexport\s+rsa\s+\S+\s+pem\s+\S+\s+3des\s+|\bpem\s+terminal\s+3des\s+)" + Value, Options, Patience)]
    public static partial Regex Place();

    [GeneratedRegex(@"\bv3user\s+create\s+\S+\s+\S+\s+\S+\s+\S+\s+(?<value>\S+\s+\S+)", Options, Patience)]
    public static partial Regex UserOfController();

    /// <summary>Options of commands whose name alone says nothing.</summary>
    [GeneratedRegex(
        @"(?:\bcurl\b.*?\s(?:-u|--user)\s+[^\s:]+:|\bsshpass\s+-p\s*|\bldap\w+\s.*?\s-w\s+|\bipmitool\s.*?\s-P\s+"
        + @"|\bmysql\w*\s.*?\s-p(?=\S)|(?<=^|\s)-{1,2}password\s+)" + Value, Options, Patience)]
    public static partial Regex Option();

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    private const int Patience = 250;
}
