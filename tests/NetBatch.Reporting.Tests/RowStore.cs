using System.Runtime.CompilerServices;
using NetBatch.Testing;

namespace NetBatch.Reporting.Tests;

/// <summary>A store that has rows and nothing else.</summary>
internal sealed class RowStore(IReadOnlyList<RowChunk> chunks) : UnusedStore
{
    public override async IAsyncEnumerable<TargetRun> ReadRunsAsync(
        string jobId, RunFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var chunk in chunks.DistinctBy(chunk => chunk.Number))
        {
            yield return new TargetRun
            {
                JobId = jobId, Number = chunk.Number, Target = new Target { Name = chunk.Name }, State = TargetState.Completed,
            };
        }
    }

    public override async IAsyncEnumerable<RowChunk> ReadRowsAsync(RowFilter filter,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var chunk in chunks)
        {
            // A store makes sets anew at each reading.
            yield return chunk with { Set = chunk.Set with { }, Content = filter.SetsOnly ? default : chunk.Content };
        }
    }
}

