namespace NetBatch.Ssh.Tests.Behaviour;

/// <summary>What must have come of a session with a device that behaves as a draw says; null: that has come.</summary>
internal static class BehaviourJudge
{
    public static string? Untroubled(VendorLine line, BehavingDevice device, RunError? error, string? mark, string text)
    {
        var printed = line.Log is null ? text : text.Replace(line.Log + "\r\n", "", StringComparison.Ordinal);
        return error is not null ? $"it failed: {error.Message}"
            : mark is not null ? $"it is marked: {mark}"
            : !device.LoggedOut ? "the login was left open"
            : printed != device.Output ? $"the output is another: {Difference(printed, device.Output)}"
            : null;
    }

    public static string? Troubled(BehavingDevice device, Behaviour behaviour, ErrorCode? code)
    {
        var expected = behaviour.Trouble switch
        {
            Trouble.Refusal => ErrorCode.CommandRejected,
            Trouble.Cut => ErrorCode.SessionClosed,
            _ => ErrorCode.PromptTimeout,
        };
        return device.Harmed > 0 ? "a question was answered with yes"
            : code != expected ? $"the verdict is {code?.ToString() ?? "Completed"} and not {expected}"
            : null;
    }

    private static string Difference(string one, string other)
    {
        var at = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"at {at} of {other.Length} '{Part(one, at)}' for '{Part(other, at)}'";
    }

    private static string Part(string text, int at) =>
        text[Math.Max(0, at - 10)..Math.Min(text.Length, at + 40)].Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
