using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using NetBatch.Hosting;

namespace NetBatch.Cli.View;

/// <summary>
/// A file of JSON lines with all that can be seen of the jobs of this process: each line of their transcripts, without
/// secrets, and each activity (job, target, step) when it has ended.
/// </summary>
internal sealed class TraceFile : IDisposable
{
    private static readonly JsonSerializerOptions Form = new() { Converters = { new JsonStringEnumConverter() } };
    private readonly Lock gate = new();
    private readonly StreamWriter writer;
    private readonly IDisposable listening;
    private readonly ActivityListener activities;
    private bool isClosed;

    /// <summary>Opens the file, for its owner alone, and listens from now on.</summary>
    public TraceFile(FileInfo file, NetBatchHost host)
    {
        writer = new StreamWriter(Output.File(file)) { AutoFlush = true };
        listening = host.Transcripts.Listen(line => Write("transcript", line));
        activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == BatchDiagnostics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Write("activity", new
            {
                activity.OperationName,
                activity.StartTimeUtc,
                Seconds = activity.Duration.TotalSeconds,
                Id = activity.SpanId.ToString(),
                Parent = activity.ParentSpanId.ToString(),
                activity.Status,
                activity.StatusDescription,
                Tags = activity.TagObjects.ToDictionary(),
            }),
        };
        ActivitySource.AddActivityListener(activities);
    }

    public void Dispose()
    {
        activities.Dispose();
        listening.Dispose();
        lock (gate)
        {
            isClosed = true;
            writer.Dispose();
        }
    }

    private void Write(string kind, object what)
    {
        var line = JsonSerializer.Serialize(new Dictionary<string, object> { [kind] = what }, Form);
        lock (gate)
        {
            if (!isClosed)
            {
                writer.WriteLine(line);
            }
        }
    }
}
