using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NetBatch.Scheduling;

/// <summary>What is told of the end of a job, in every form.</summary>
internal static class NoticeText
{
    /// <summary>One line for a subject.</summary>
    public static string Title(Notice notice, BatchJob job) =>
        Plain($"NetBatch: {job.Name} {notice.Ended}{(notice.EndReason is EndReason.None or EndReason.Done ? "" : $" ({notice.EndReason})")}");

    /// <summary>The facts, a line each.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(Notice notice, BatchJob job)
    {
        yield return ("Job", job.Id);
        yield return ("State", notice.Ended.ToString());
        yield return ("Devices", $"{job.TotalTargets}: {job.Counts}");
        if (job.StartedAt is { } started)
        {
            yield return ("Started", started.ToString("u", CultureInfo.InvariantCulture));
        }

        if (job.EndedAt is { } ended)
        {
            yield return ("Ended", ended.ToString("u", CultureInfo.InvariantCulture));
        }

        yield return ("By", job.CreatedBy);
        if (notice.Message is { } message)
        {
            yield return ("Message", message);
        }
    }

    public static string Json(Notice notice, BatchJob job) => new JsonObject
    {
        ["event"] = "ended",
        ["id"] = job.Id,
        ["name"] = job.Name,
        ["state"] = notice.Ended.ToString(),
        ["endReason"] = notice.EndReason.ToString(),
        ["message"] = notice.Message,
        ["attempt"] = notice.Attempt,
        ["kind"] = job.Kind,
        ["project"] = job.Project,
        ["tags"] = new JsonArray([.. job.Tags.Select(tag => JsonValue.Create(tag))]),
        ["targets"] = job.TotalTargets,
        ["completed"] = job.Counts.Completed,
        ["failed"] = job.Counts.Failures,
        ["skipped"] = job.Counts.Skipped,
        ["stopped"] = job.Counts.Stopped,
        ["startedAt"] = job.StartedAt,
        ["endedAt"] = job.EndedAt,
        ["createdBy"] = job.CreatedBy,
    }.ToJsonString();

    /// <summary>The form of Slack's incoming webhooks: a text, in which three signs are escaped.</summary>
    public static string Slack(Notice notice, BatchJob job) => new JsonObject
    {
        ["text"] = Escape($"*{Title(notice, job)}*\n{string.Join('\n', Facts(notice, job).Select(fact => $"{fact.Name}: {fact.Value}"))}"),
    }.ToJsonString();

    /// <summary>The form of Teams' workflow webhooks: a message with one adaptive card.</summary>
    public static string Teams(Notice notice, BatchJob job) => new JsonObject
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["content"] = new JsonObject
            {
                ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                ["type"] = "AdaptiveCard",
                ["version"] = "1.4",
                ["body"] = new JsonArray(
                    new JsonObject { ["type"] = "TextBlock", ["weight"] = "Bolder", ["wrap"] = true, ["text"] = Title(notice, job) },
                    new JsonObject
                    {
                        ["type"] = "FactSet",
                        ["facts"] = new JsonArray([.. Facts(notice, job).Select(fact => new JsonObject { ["title"] = fact.Name, ["value"] = fact.Value })]),
                    }),
            },
        }),
    }.ToJsonString();

    public static string Mail(Notice notice, BatchJob job) =>
        string.Concat(Facts(notice, job).Select(fact => $"{fact.Name}: {fact.Value}\r\n"));

    private static string Plain(string text) => string.Concat(text.Select(sign => char.IsControl(sign) ? ' ' : sign));

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
