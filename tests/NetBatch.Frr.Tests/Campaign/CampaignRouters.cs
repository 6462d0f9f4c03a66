using System.Diagnostics;
using NetBatch.Frr.Tests.Support;

namespace NetBatch.Frr.Tests.Campaign;

/// <summary>Four FRR routers, in twos, that hold configuration and speak with nobody; they end with the process that asked for
/// them.</summary>
public sealed class CampaignRouters : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("frr").FullName;
    private Process? box;

    /// <summary>Routers that work by themselves: one that is changed, and one that is new each time and gets the intended
    /// config.</summary>
    internal IReadOnlyList<(VtyshRouter Changed, VtyshRouter Fresh)> Twos => [(Router("a"), Router("b")), (Router("c"), Router("d"))];

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

    private VtyshRouter Router(string name) => new(Path.Combine(folder, name));

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
