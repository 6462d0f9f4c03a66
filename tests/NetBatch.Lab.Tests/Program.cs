namespace NetBatch.Lab.Tests;

/// <summary>The test assembly as a program: runs a lab of the given name until it is stopped or killed.</summary>
internal static class Program
{
    private static async Task Main(string[] arguments)
    {
        await using var lab = await LabHost.StartAsync(new LabSpec { Devices = 2, Name = arguments[0] });
        Console.WriteLine("up");
        await lab.WaitForStopAsync();
    }
}
