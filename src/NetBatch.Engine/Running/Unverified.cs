namespace NetBatch;

/// <summary>That a change with an unknown end could not be looked at, and so is as unknown as before.</summary>
internal static class Unverified
{
    public static NetBatchException Because(string why, Exception? inner = null) => new(
        ErrorCode.OutcomeUnknown,
        $"What became of the change could not be verified: {why}",
        "Resume with Verify again, or look at the device, then resume with Skip or Repeat.",
        inner);
}
