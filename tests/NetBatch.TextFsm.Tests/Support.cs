using System.Text.Json;

namespace NetBatch.TextFsm.Tests;

/// <summary>Shorthand of the tests.</summary>
internal static class Support
{
    public static string PathOf(params string[] parts) => Path.Combine([AppContext.BaseDirectory, .. parts]);

    /// <summary>Rows as JSON: one text to compare, and to read when they differ.</summary>
    public static string Json(IEnumerable<TemplateRecord> rows) => JsonSerializer.Serialize(rows.Select(r => r.Cells));

    /// <summary>The reason and line of a refusal.</summary>
    public static TemplateException Refused(string template) => Should.Throw<TemplateException>(() => Template.Compile(template));
}
