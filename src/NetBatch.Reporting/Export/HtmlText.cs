using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace NetBatch;

/// <summary>Text and figures as they stand in a page. Everything that is not ours goes through <see cref="Of"/>.</summary>
internal static class HtmlText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Text in an element or in a quoted attribute: nothing in it is markup, and what cannot be seen is made visible.</summary>
    public static string Of(string text) =>
        Encoder.Encode(SafeText.Of(text)).Replace("&#xA;", "\n", StringComparison.Ordinal).Replace("&#x9;", "\t", StringComparison.Ordinal);

    public static string Seconds(TimeSpan? time) => time is { } took ? took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) : "";

    /// <summary>A length of time for people.</summary>
    public static string Time(TimeSpan? time) => time switch
    {
        null => "",
        { TotalHours: >= 1 } hours => $"{(int)hours.TotalHours}:{hours:mm\\:ss} h",
        { TotalMinutes: >= 1 } minutes => $"{minutes:m\\:ss} min",
        { } seconds => $"{Seconds(seconds)} s",
    };

    public static string At(DateTimeOffset? time) =>
        time is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) : "";

    /// <summary>A coordinate.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The colour of a state; the word always stands beside it.</summary>
    public static string Class(TargetState state) => state switch
    {
        TargetState.Completed => "good",
        TargetState.Failed => "bad",
        TargetState.ConnectionFailed => "lost",
        TargetState.OutcomeUnknown or TargetState.Interrupted => "warn",
        _ => state.IsInFlight() ? "live" : "idle",
    };

    public static string Class(BatchState state) => state switch
    {
        BatchState.Completed => "good",
        BatchState.Failed => "bad",
        BatchState.Partial => "warn",
        BatchState.Running => "live",
        _ => "idle",
    };
}
