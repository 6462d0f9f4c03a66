using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace NetBatch.Commands;

/// <summary>The progress that a cmdlet shows: what was begun is completed on every way out, Ctrl+C included.</summary>
internal sealed class ProgressTrack(PSCmdlet cmdlet)
{
    // Known to this cmdlet, so that the end of a record finds its beginning also where only the host can be reached any more.
    private readonly long source = 0x6E62_0000_0000 + (uint)RuntimeHelpers.GetHashCode(cmdlet);
    private readonly Dictionary<int, ProgressRecord> open = [];

    /// <summary>Shows a record. On the pipeline's thread.</summary>
    public void Write(ProgressRecord record)
    {
        record.Activity = SafeText.Of(record.Activity);
        record.StatusDescription = SafeText.Of(record.StatusDescription);
        record.CurrentOperation = record.CurrentOperation is { } now ? SafeText.Of(now) : null;
        if (record.RecordType == ProgressRecordType.Completed)
        {
            open.Remove(record.ActivityId);
        }
        else
        {
            open[record.ActivityId] = record;
        }

        cmdlet.CommandRuntime.WriteProgress(source, record);
    }

    /// <summary>Completes what is still shown, children first. On the pipeline's thread.</summary>
    public void Complete()
    {
        foreach (var record in open.Values.OrderByDescending(record => record.ParentActivityId).ToArray())
        {
            record.RecordType = ProgressRecordType.Completed;
            try
            {
                Write(record);
            }
            catch (PipelineStoppedException)
            {
                // A stopped pipeline takes no more; the host still does.
                cmdlet.Host.UI?.WriteProgress(source, record);
            }
        }
    }
}
