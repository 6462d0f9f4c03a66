namespace NetBatch.Store;

/// <summary>Something to be written, as the writer's queue holds it.</summary>
/// <param name="bytes">How much memory it holds.</param>
internal abstract class StoreWrite(int bytes)
{
    public int Bytes => bytes;

    /// <summary>What kept this one from being written while the others were.</summary>
    public Exception? Problem { get; set; }

    public abstract void Apply(WriteScope scope);

    /// <summary>Called after the commit.</summary>
    public abstract void Finish();

    public abstract void Fail(Exception problem);
}

/// <summary>A write that gives something.</summary>
internal sealed class StoreWrite<T>(Func<WriteScope, T> apply, int bytes) : StoreWrite(bytes)
{
    // Whoever awaits goes on elsewhere, never on the writer's thread.
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Done => done.Task;

    public override void Apply(WriteScope scope) => result = apply(scope);

    public override void Finish()
    {
        if (Problem is { } problem)
        {
            done.SetException(problem);
        }
        else
        {
            done.SetResult(result!);
        }
    }

    public override void Fail(Exception problem) => done.SetException(problem);
}
