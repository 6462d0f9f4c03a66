using System.Runtime.CompilerServices;

namespace NetBatch;

/// <summary>Reads the transcripts that a job has kept.</summary>
public static class Transcripts
{
    /// <summary>The lines of a job's transcripts, target by target in the order of the plan, attempt by attempt.</summary>
    /// <param name="store">Where jobs are kept.</param>
    /// <param name="jobId">The job's id.</param>
    /// <param name="names">Names of targets, with wildcards <c>*</c> and <c>?</c>, any case; empty: all.</param>
    /// <param name="attempt">One attempt, from 1; null: all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: the job keeps no transcripts.</exception>
    public static async IAsyncEnumerable<TranscriptEntry> ReadAsync(
        IJobStore store, string jobId, IReadOnlyList<string> names, int? attempt,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var spec = await store.ReadSpecAsync(jobId, cancellationToken).ConfigureAwait(false);
        if (!spec.Rules.Transcript)
        {
            throw new NetBatchException(
                ErrorCode.InvalidArgument, $"The job {jobId} kept no transcript.",
                "Start it with its rule Transcript; an attempt that has ended was not taken down.");
        }

        List<RunDocument> run = [];
        await foreach (var document in store.ReadDocumentsAsync(new DocumentFilter { JobId = jobId, Names = names }, cancellationToken)
            .ConfigureAwait(false))
        {
            if (!TranscriptDocument.Is(document) || (attempt is { } one && document.Attempt != one))
            {
                continue;
            }

            foreach (var line in Next(run, document))
            {
                yield return line;
            }
        }

        foreach (var line in Lines(run))
        {
            yield return line;
        }
    }

    /// <summary>Gathers a target's attempts, which come in the order of their documents' names; gives the target before when another
    /// begins.</summary>
    private static IEnumerable<TranscriptEntry> Next(List<RunDocument> run, RunDocument document)
    {
        IReadOnlyList<TranscriptEntry> before = [];
        if (run.Count > 0 && run[0].Number != document.Number)
        {
            before = [.. Lines(run)];
            run.Clear();
        }

        run.Add(document);
        return before;
    }

    private static IEnumerable<TranscriptEntry> Lines(List<RunDocument> run) =>
        run.OrderBy(document => document.Attempt).SelectMany(TranscriptDocument.Read);
}
