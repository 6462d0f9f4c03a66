using System.Text.RegularExpressions;
using static NetBatch.SecretPatterns;

namespace NetBatch;

/// <summary>Secrets that are known by the word before them.</summary>
internal static partial class SecretWordRules
{
    /// <summary>What ends a name that announces a secret, whatever it begins with: psksecret, auth-password-l1, tacacsSecret.</summary>
    private const string Always =
        @"(?:passw(?:or)?ds?|pass-?phrase|pass_phrase|passcode|(?<=[-_])pass|authpass|secret|psk|pwd|phash|bind-?pw|rootpw|admpw|pswd"
        + @"|common-pw|auth_pass|userpassword"
        + @"|preshare|pre-share|authstring|requirepass|masterauth|keytab|token|credentials(?=\s*[:=])|passplain|keyvalue|tcp-md5-key"
        + @"|(?<![\w.-])pmk|(?<![\w.-])cak|md5-authentication)";

    private const string Suffix = @"(?:[-_.]?(?:value|string|hash(?:ed)?|encrypted|keys?|text|remote|local|l?\d+|set|md5)(?![a-z]))*";

    [GeneratedRegex(
        @"(?<![a-z])(?!nopassword|no-password|key-token)[\w.-]*?" + Always + Suffix + @"(?![\w-])"
        + Between + Prose + Kind + Value, Options, Patience)]
    public static partial Regex Word();

    /// <summary>Names that end in "key", but those of keys that everybody may know.</summary>
    [GeneratedRegex(
        @"(?<![\w-])(?!(?:public|host|mypub|pub|foreign|primary|hot|ssh|rsa|dsa|mon|tur|turn|re|\w*port|\w*sys|admin|oper|actor"
        + @"|partner)[-_]?key|key-?chain|no[-_]key|known)"
        + @"[\w.-]*(?:[a-z\d][-_]?|(?<=\.))(?:e?key(?:-?string|-octet-string|-value|-hex|-encrypted)?|hexkey|shared-key)(?:-?\d)?(?![\w-])"
        + Between + Prose + @"(?!chain\b|\d{1,5}\s*[;{]?\s*$)(?:(?:id|key-?id)\s+)?(?:\d{1,10}\s+(?=md5|type|key|sha|hmac|cmac|ENC"
        + @"|cipher|""|\{|aes|value))?"
        + Kind + @"(?![\w-]+-e?key\b)" + Value, Options, Patience)]
    public static partial Regex KeyName();

    [GeneratedRegex(@"(?<![\w-])key-(?:octet-string|string|value)" + Between + Kind + Value, Options, Patience)]
    public static partial Regex KeyString();

    private const string KeyValue =
        @"key" + Between + Prose + @"(?!chain\b|config-key\b|pair\b|size\b|length\b|exchange\b|type\b|name\b|generate\b|fingerprint"
        + @"|version|imported|management|missing|index|identifier|usage|label|data\b|rotation|id\b|server|status|switching"
        + @"|\d{1,5}\s*[;{]?\s*$)" + Kind + Value;

    /// <summary>A line of a server's or a key chain's section. A number alone is the key's id.</summary>
    [GeneratedRegex(Begin + KeyValue, Options, Patience)]
    public static partial Regex KeyLine();

    /// <summary>The key in a line that says what it is for.</summary>
    [GeneratedRegex(@"(?<![\w-])" + KeyValue, Options, Patience)]
    public static partial Regex Key();

    [GeneratedRegex(
        @"\b(?:tacacs|radius|isakmp|ldap|server(?:-private)?|pre-share\w*|pre-shared|ike|ikev2|wpa\S*|wep|rsvp|failover|openvpn|pki|ntp"
        + @"|direction|auth-profile|md5|bfd"
        + @"|encryption|authentication|crypto|api keys|otp|keys|rekey|wireless|keychain|ipsec|isis|dns|ezvpn|eigrp|ospf6|accounting"
        + @"|group|private)\b|\bentry\s+\d|[?&]key=|<key>", Options, Patience)]
    public static partial Regex KeyContext();

    [GeneratedRegex(@"(?<![\w-])config-key\s+password-encrypt(?:ion)?\s+" + Value, Options, Patience)]
    public static partial Regex MasterKey();

    /// <summary>What protects routing and redundancy protocols: a digest's name, then its key.</summary>
    [GeneratedRegex(
        @"(?:key\S*\s+\d+|authentication(?:-key|-mode)?(?:\s+encrypted)?(?:\s+\d+)?|digest-key\s+\d+|vlink-peer\s+\S+|spi\s+\d+"
        + @"|esp\s+(?:3des|aes\S*|des|null)|authtype|sha-key\s+\d+"
        + @"|ntp\s+key\s+\d+|\d\s+sha\d+|mode)\s+(?:md5|text|simple|sha\S*|hmac\S*|cmac\S*|3des|des|aes\S*|plain"
        + @"|null)\s+(?!key-?string\b|key-?chain\b|null\b)"
        + @"(?:(?:\d+|usual|nonstandard|key-?id\s+\d+|cipher|plain(?:text)?|ciphertext|simple|encrypted|clear|password|passphrase"
        + @"|\d,)\s+)*(?!key\b|key-\w|[\w-]+-e?key\b)" + Value, Options, Patience)]
    public static partial Regex Digest();

    /// <summary>Both secrets of a manual security association, and the key behind an algorithm.</summary>
    [GeneratedRegex(
        @"(?:(?<=session-key.*)(?:ah\s+\d+|cipher|authenticator)|(?<=(?<!protocol\s)\b(?:esp|spi)\b.*\s)(?:md5|sha1?|3des|aes-\S+"
        + @"|des)(?:\s+(?:clear|password|passphrase|\d))*(?!\s+(?:md5|sha1?|passphrase)\b)"
        + @"|(?<=\bspi.*)passphrase(?:\s+\d)?|(?<=privacy\s+)(?:des|aes\S*)-key|string-key\s+\S+\s+\S+(?:\s+(?:cipher|simple))?"
        + @"|-hex\s+\S+\s+\S+(?:\s+(?:cipher|simple))?|hex-key)\s+"
        + Value, Options, Patience)]
    public static partial Regex SecurityAssociation();

    /// <summary>The word of authentication in clear, as HSRP, VRRP, GLBP and NHRP have it.</summary>
    [GeneratedRegex(
        @"(?:(?:standby|vrrp|glbp|hsrp|nhrp|rip)(?:\s+\d+)?\s+(?:authentication|text-authentication|auth-type\s+simple-text-auth)"
        + @"|" + Begin + @"(?:text-authentication|authentication(?=\s+\S+\s*$)))\s+"
        + @"(?!(?:md5|mode|key-?chain|message-digest|pre-share|rsa-\S+|ecdsa\S*|open|required|optional|local|remote|none|null|chap|pap"
        + @"|eap|ms-chap\S*|order|host-mode"
        + @"|periodic|priority|violation|port-control|enable|disable|password|public-key|ietf-md5|certificate|default|aaa|radius"
        + @"|tacacs\S*|ldap|simple|send-only|servers?|sessions?|methods?|type|protocol|status|state|failed|failure|list|succeeded|mac"
        + @"|table|passed|result|details|server-group|\S+;?\{)\b)"
        + @"(?:(?:text|string|plaintext|ciphertext|\d)\s+)*" + Value, Options, Patience)]
    public static partial Regex PlainWord();

    [GeneratedRegex(
        @"(?<![\w-])(?:(?:irreversible-)?cipher|ENC|psk|wpa-passphrase|passphrase)\s+(?![:=])(?!(?:suite|ccmp|tkip|gcmp|list|algorithm"
        + @"|mode|string|group|strength|none|null|aes|3?des|rc4|chacha|tls|ssl"
        + @"|type|block|key|is|in|not|and|feedback|specs?|authentication-mode|\d+\.\d)\S*)" + Kind + Value, Options, Patience)]
    public static partial Regex Cipher();

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    /// <summary>Milliseconds for one pattern on one line: a thousand times what a config line takes.</summary>
    private const int Patience = 250;
}
