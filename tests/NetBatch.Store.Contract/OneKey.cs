namespace NetBatch.Store.Tests;

internal static class OneKey
{
    /// <summary>Locks a device that has one key; false: another has it.</summary>
    public static async Task<bool> LockAsync(this IJobOwnership owner, string key, int number, CancellationToken cancellationToken) =>
        await owner.LockAsync([key], number, cancellationToken) is null;
}
