using System.Globalization;
using System.Text.Json.Nodes;

namespace NetBatch.Scheduling;

/// <summary>What is told, in every form that a receiver may want.</summary>
/// <param name="Title">One line for a subject.</param>
/// <param name="Facts">The facts, a line each.</param>
/// <param name="Json">The facts for programs.</param>
/// <param name="Variables">The environment variables of a program that is run.</param>
internal sealed record NoticeText(
    string Title, IReadOnlyList<(string Name, string Value)> Facts, string Json, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>The lines of what changed; empty: nothing did, or nobody looked.</summary>
    public IReadOnlyList<string> Changes { get; private init; } = [];

    /// <summary>The end of a job, or that it paused by itself.</summary>
    /// <param name="notice">What is told.</param>
    /// <param name="job">The job.</param>
    /// <param name="changed">What it found changed, without secrets.</param>
    public static NoticeText Of(Notice notice, BatchJob job, IReadOnlyList<ConfigVersionComparison>? changed = null)
    {
        List<(string, string)> facts = [("Job", job.Id), ("State", notice.Ended.ToString()),
            ($"{TargetNoun.Title(job.Kind)}s", $"{job.TotalTargets}: {job.Counts}")];
        if (job.StartedAt is { } started)
        {
            facts.Add(("Started", started.ToString("u", CultureInfo.InvariantCulture)));
        }

        if (job.EndedAt is { } ended)
        {
            facts.Add(("Ended", ended.ToString("u", CultureInfo.InvariantCulture)));
        }

        facts.Add(("By", job.CreatedBy));
        if (notice.Message is { } message)
        {
            facts.Add(("Message", message));
        }

        if (changed is { Count: > 0 })
        {
            facts.Add(("Changed",
                Counted.Of(changed.Select(one => one.Device).Distinct(StringComparer.OrdinalIgnoreCase).Count(), "device")));
        }

        return new NoticeText(
            Plain($"NetBatch: {job.Name} {notice.Ended}"
                + $"{(notice.EndReason is EndReason.None or EndReason.Done ? "" : $" ({notice.EndReason})")}"),
            facts,
            new JsonObject
            {
                ["event"] = notice.Ended == JobState.Paused ? "paused" : "ended",
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
                ["changes"] = ChangeText.Json(changed ?? []),
            }.ToJsonString(),
            new Dictionary<string, string>
            {
                ["NETBATCH_JOB_ID"] = job.Id,
                ["NETBATCH_JOB_NAME"] = job.Name,
                ["NETBATCH_JOB_STATE"] = notice.Ended.ToString(),
                ["NETBATCH_JOB_END_REASON"] = notice.EndReason.ToString(),
            })
        {
            Changes = ChangeText.Lines(changed ?? []),
        };
    }

    /// <summary>A test: nothing has happened, and nobody may take it for more.</summary>
    public static NoticeText Test(string notification, Requester by, DateTimeOffset at)
    {
        const string Message = "This is a test. No job has ended, and nothing needs to be done.";
        return new(
            Plain($"NetBatch: TEST of the notification {notification}"),
            [("Message", Message), ("By", by.ToString()), ("Sent", at.ToString("u", CultureInfo.InvariantCulture))],
            new JsonObject { ["event"] = "test", ["notification"] = notification, ["message"] = Message, ["createdBy"] = by.ToString(),
                ["sentAt"] = at }.ToJsonString(),
            new Dictionary<string, string> { ["NETBATCH_TEST"] = notification, ["NETBATCH_JOB_ID"] = "", ["NETBATCH_JOB_NAME"] = "",
                ["NETBATCH_JOB_STATE"] = "", ["NETBATCH_JOB_END_REASON"] = "" });
    }

    /// <summary>The form of Slack's incoming webhooks: a text, in which three signs are escaped.</summary>
    public string Slack() => new JsonObject
    {
        ["text"] = Escape($"*{Title}*\n{string.Join('\n', Facts.Select(fact => $"{fact.Name}: {fact.Value}"))}{Block()}"),
    }.ToJsonString();

    /// <summary>The form of Teams' workflow webhooks: a message with one adaptive card.</summary>
    public string Teams() => new JsonObject
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
                [
                    new JsonObject { ["type"] = "TextBlock", ["weight"] = "Bolder", ["wrap"] = true, ["text"] = Title },
                    new JsonObject
                    {
                        ["type"] = "FactSet",
                        ["facts"] = new JsonArray(
                            [.. Facts.Select(fact => new JsonObject { ["title"] = fact.Name, ["value"] = fact.Value })]),
                    },
                    .. Changes.Count == 0 ? Array.Empty<JsonNode>()
                        : [new JsonObject { ["type"] = "TextBlock", ["fontType"] = "Monospace", ["wrap"] = true,
                            ["text"] = string.Join("\n\n", Changes) }],
                ]),
            },
        }),
    }.ToJsonString();

    /// <summary>The body of a mail.</summary>
    public string Mail() =>
        string.Concat(Facts.Select(fact => $"{fact.Name}: {fact.Value}\r\n").Concat(Changes.Select(line => $"\r\n{line}")));

    private string Block() => Changes.Count == 0 ? "" : $"\n```\n{string.Join('\n', Changes.Select(line => line.Replace('`', '\'')))}\n```";

    private static string Plain(string text) => string.Concat(text.Select(sign => char.IsControl(sign) ? ' ' : sign));

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
