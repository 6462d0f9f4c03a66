using System.Diagnostics;
using NetBatch.Frr.Tests.Support;

namespace NetBatch.Frr.Tests.Campaign;

/// <summary>Two FRR routers that hold configuration and speak with nobody; they end with the process that asked for them.</summary>
public sealed class CampaignRouters : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("frr").FullName;
    private VtyshRouter? changed;
    private VtyshRouter? fresh;
    private Process? box;

    /// <summary>The router that is changed.</summary>
    internal VtyshRouter Changed => changed ??= new(Path.Combine(folder, "a"));

    /// <summary>The router that is new each time and gets the intended config.</summary>
    internal VtyshRouter Fresh => fresh ??= new(Path.Combine(folder, "b"));

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Requirement.ForRouters is not null)
        {
            return;
        }

        box = Process.Start(new ProcessStartInfo("sh", [Path.Combine(AppContext.BaseDirectory, "Campaign", "campaign.sh"), folder])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        var said = await box.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(90));
        Assert.Equal("ready", said);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (box is not null)
        {
            box.StandardInput.Close();
            await box.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            box.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }
}
