namespace NetBatch.TextFsm.Patterns;

/// <summary>The sets that nearly every pattern uses, built once.</summary>
internal static class CommonSets
{
    private static readonly CharSet[] Sets =
    [
        New(CharCategory.Digit, false), New(CharCategory.Digit, true),
        New(CharCategory.Space, false), New(CharCategory.Space, true),
        New(CharCategory.Word, false), New(CharCategory.Word, true),
    ];

    private static readonly CharSet[] Ascii = [.. Enumerable.Range(0, 128).Select(Single)];

    public static CharSet Of(CharCategory category, bool negated) => Sets[((int)category * 2) + (negated ? 1 : 0)];

    public static CharSet Of(int codePoint) => codePoint < 128 ? Ascii[codePoint] : Single(codePoint);

    private static CharSet New(CharCategory category, bool negated) =>
        new([CharSetItem.Of(category, negated)], false, false, false);

    private static CharSet Single(int codePoint) =>
        new([CharSetItem.Range(codePoint, codePoint)], false, false, false);
}
