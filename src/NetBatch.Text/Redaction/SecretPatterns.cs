namespace NetBatch;

/// <summary>The parts that the rules are put together from. Case does not matter in any of them.</summary>
internal static class SecretPatterns
{
    /// <summary>A quoted text, or what stands up to the next blank without the signs that close a line or a list behind it;
    /// never a word before what is taken out already.</summary>
    public const string Value = """(?<value>"(?:[^"\\]|\\.)+"?|'[^']+'?|"""
        + """[^\s"'<>{}\[\]][^\s"'<>]*?(?=[;,{}\[\])\\]*(?:[\s"'<>]|$))(?!\s+["']?<redacted>))""";

    /// <summary>Where a line's own words begin: behind what sets or negates it.</summary>
    public const string Begin = @"^[\s+-]*(?:(?:set|no|undo|unset|delete|default|add|configure)\s+)?";

    /// <summary>Words between what announces a secret and the secret: how it is kept, for whom, since when.</summary>
    public const string Kind =
        @"(?>(?:level\s+\d+|eigrp\s+\d+|index\s+\d+|role\s+\S+(?=\s+(?:simple|hash|cipher))|level-\d|option\s+\d+\s+for\s+\S+|fallback"
        + @"|peer\s+[\w.:]+|\d+\.\d+\.\d+\.\d+(?::\d+)?"
        + @"|(?:manager|operator)(?:\s+user-name\s+\S+)?|type\s+\w+|address\s+(?:ipv6\s+)?\S+(?:\s+\d+\.\S+)?\s+key|hostname\s+\S+\s+key"
        + @"|encrypted|hashed|hash2?|clear-?text|clear|plain-?text|plain|ciphertext|irreversible-cipher|cipher|simple|ascii-text|ascii"
        + @"|hexadecimal|hex"
        + @"|sha-?\d*|sha2-\d+|ietf-md5|md5|hmac-\S+|cmac-\S+|scrypt|pbkdf2|local|remote|default|ENC|client|server|value|string|text"
        + @"|terminal"
        + @"|plaintext-password|password6?|secret|key|pass-?phrase|phrase|psk|inbound|outbound|authentication|authorization|accounting"
        + @"|usual|key-?id\s+\d+|nt-encrypted"
        + @"|\d{1,2}[a-z]?)(?:\s+|(?<=\d),)|\d,)*";

    /// <summary>Between a name and its value: of a line's words, of a mapping, of an element.</summary>
    public const string Between = """["']?(?>\s*[:=]{1,2}(?!\s+[\w.-]+=(?:[^\s=]|\s+\S+=))\s*|(?:\s+[\w:-]+="[^"]*")*\s*>|\s+)""";

    /// <summary>Prose, not a value: "the password is not set".</summary>
    public const string Prose =
        @"(?!(?:is|are|was|were|not|for|and|or|of|to|in|on|with|has|have|can|cannot|will|must|may|should|by|from|at|as|be|that|which"
        + @"|recovery|encryption|authentication|expir\w+|aging|ageing|length|min[\w-]*|max[\w-]*|add|set|print|export"
        + @"|strength|policy|required|configured|changed?"
        + @"|history|management|check\w*)"
        + @"(?:\s+[\w(-]|[\s.,:]*$))";
}
