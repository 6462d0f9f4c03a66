namespace NetBatch.Ssh.Transport;

/// <summary>
/// Runs a login's blocking part on a thread of its own: key exchange and authentication of the library wait without a
/// token, and a pool whose threads wait so starts new ones slowly. As many live as there are logins under way, which the
/// handshake gate bounds.
/// </summary>
internal static class ConnectorThread
{
    /// <summary>Ends when the work has ended, as it has ended.</summary>
    public static Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                done.SetResult(work());
            }
#pragma warning disable CA1031 // It is thrown where the task is awaited.
            catch (Exception error)
#pragma warning restore CA1031
            {
                done.SetException(error);
            }
        })
        {
            IsBackground = true,
            Name = "NetBatch connector",
        };
        thread.Start();
        return done.Task;
    }
}
