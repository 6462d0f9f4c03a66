namespace NetBatch.Ssh.Tests.Support;

/// <summary>Runs work against a fake clock to its end: whenever everything waits, the next timer fires.</summary>
internal static class Sim
{
    public static T Run<T>(FakeTime clock, Func<Task<T>> work)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var task = work();
            for (var i = 0; !task.IsCompleted; i++)
            {
                if (i > 1_000_000 || !clock.AdvanceToNext())
                {
                    throw new InvalidOperationException("Everything waits and no timer is set.");
                }
            }

            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    public static void Run(FakeTime clock, Func<Task> work) => Run(clock, async () =>
    {
        await work();
        return 0;
    });

    /// <summary>The error that work ends with.</summary>
    public static NetBatchException Fails(FakeTime clock, Func<Task> work) => Should.Throw<NetBatchException>(() => Run(clock, work));
}
