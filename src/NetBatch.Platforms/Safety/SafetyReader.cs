namespace NetBatch.Platforms;

/// <summary>Reads what a platform file says of showing the configuration and of going back to an earlier one.</summary>
internal static class SafetyReader
{
    /// <summary>Reads the section <c>safety</c>; null: there is none.</summary>
    public static SafetyRules Read(Fields? fields)
    {
        var rules = new SafetyRules(
            fields?.FilledMap("timedRevert") is { } timed ? TimedRevert(timed) : null,
            fields?.FilledMap("checkpoint") is { } checkpoint ? Checkpoint(checkpoint) : null);
        fields?.Done();
        return rules;
    }

    public static ShowRules Show(Fields fields)
    {
        var rules = new ShowRules(fields.Required("running"), fields.Text("flat"), fields.Text("startup"));
        fields.Done();
        return rules;
    }

    private static TimedRevertRules TimedRevert(Fields fields)
    {
        var rules = new TimedRevertRules
        {
            Needs = fields.Pattern("needs", text => "(?m)" + text)?.ToString(),
            NeedsTitle = fields.Text("needsTitle"),
            Enter = fields.Text("enter"),
            Commit = fields.Text("commit"),
            CommitComment = fields.Text("commitComment"),
            Confirm = Some(fields, "confirm"),
            Revert = Some(fields, "revert"),
            Armed = fields.Map("armed") is { } armed ? Armed(armed) : null,
            Disarm = fields.List("disarm") is { Count: > 0 } disarm ? disarm : null,
            Target = fields.Map("target") is { } target ? Show(target) : null,
            Least = fields.Number("least", 86_400),
            Most = fields.Number("most", 1_000_000),
            Answers = SessionReader.Answers(fields, "answers", SessionReader.AtEnd),
        };
        if (rules.Enter is null && rules.Commit is null)
        {
            throw fields.Refuse(
                "enter",
                "'timedRevert' says neither how to enter nor how to commit",
                "Add 'enter:' or 'commit:' with {minutes}, {seconds} or {clock}.");
        }

        if (rules.CommitComment?.Contains("{comment}", StringComparison.Ordinal) == false)
        {
            throw fields.Refuse(
                "commitComment", $"'commitComment' is '{rules.CommitComment}'", "Put the mark {comment} where the comment goes.");
        }

        if (rules.Least < 1 || rules.Most < rules.Least)
        {
            throw fields.Refuse(
                "least",
                $"'least' is {rules.Least} s and 'most' {rules.Most} s",
                "Give the shortest and the longest time of the timer in seconds.");
        }

        fields.Done();
        return rules;
    }

    private static CheckpointRules Checkpoint(Fields fields)
    {
        var rules = new CheckpointRules(
            fields.List("make"),
            Some(fields, "restore"),
            fields.List("drop"),
            SessionReader.Answers(fields, "answers", SessionReader.AtEnd))
        {
            Own = fields.Map("own") is { } own ? Own(own) : null,
        };
        fields.Done();
        return rules;
    }

    private static ArmedRules Armed(Fields fields)
    {
        // Read as a pattern so that a bad one is refused here.
        _ = fields.Pattern("match", text => text);
        var rules = new ArmedRules(fields.Required("show"), fields.Required("match"));
        if (!rules.Match.Contains("{name}", StringComparison.Ordinal))
        {
            throw fields.Refuse(
                "match", $"'match' is '{rules.Match}' and lacks {{name}}", "Put it in: {name} is what the change is called.");
        }

        fields.Done();
        return rules;
    }

    private static OwnCommitRules Own(Fields fields)
    {
        // Read as a pattern so that a bad one is refused here.
        _ = fields.Pattern("id", text => text);
        var rules = new OwnCommitRules(
            fields.Required("commit"), fields.Required("commitComment"), fields.Required("list"), fields.Required("id"));
        var marks = new[]
        {
            ("commit", rules.Commit, "{name}"), ("commitComment", rules.CommitComment, "{comment}"),
            ("id", rules.Id, "{name}"), ("id", rules.Id, "(?<id>"),
        };
        foreach (var (key, text, mark) in marks)
        {
            if (!text.Contains(mark, StringComparison.Ordinal))
            {
                throw fields.Refuse(
                    key,
                    $"'{key}' is '{text}' and lacks {mark}",
                    "Put it in: {name} is what the commit is called, the group 'id' what the device calls it.");
            }
        }

        fields.Done();
        return rules;
    }

    private static IReadOnlyList<string> Some(Fields fields, string key) =>
        fields.List(key) is { Count: > 0 } list ? list : throw fields.Missing(key, "Give the commands as a list.");
}
