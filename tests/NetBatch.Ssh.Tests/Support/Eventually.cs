namespace NetBatch.Ssh.Tests.Support;

/// <summary>For what another process does in its own time.</summary>
internal static class Eventually
{
    public static async Task HoldsAsync(Func<bool> condition, double seconds = 5)
    {
        var until = DateTime.UtcNow.AddSeconds(seconds);
        while (!condition() && DateTime.UtcNow < until)
        {
            await Task.Delay(20);
        }

        condition().ShouldBeTrue();
    }
}
