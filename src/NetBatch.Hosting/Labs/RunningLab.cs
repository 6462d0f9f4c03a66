using NetBatch.Lab;

namespace NetBatch.Hosting;

/// <summary>A lab that this process runs; nothing of it is left when it is disposed of.</summary>
public sealed class RunningLab : IAsyncDisposable
{
    private readonly LabHost lab;

    internal RunningLab(LabHost lab) => this.lab = lab;

    /// <summary>Its name.</summary>
    public string Name => lab.Name;

    /// <summary>How many devices it has.</summary>
    public int Devices => lab.DeviceNames.Count;

    /// <summary>The file with its inventory.</summary>
    public string InventoryFile => LabReport.FileIn(lab.Folder);

    /// <summary>Its inventory as CSV, with the place of its key.</summary>
    public string InventoryCsv() => lab.InventoryCsv();

    /// <summary>Waits until another process takes it down, or for cancellation, which is an end like any other.</summary>
    public Task WaitForStopAsync(CancellationToken cancellationToken) => lab.WaitForStopAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => lab.DisposeAsync();
}
