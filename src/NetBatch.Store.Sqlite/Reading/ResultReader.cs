using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Data.Sqlite;

namespace NetBatch.Store.Sqlite;

/// <summary>
/// Reads results, page by page, outputs together where they are small and one at a time where they are not. A result has two places in the one order of commits: when its
/// step ended and, for <see cref="ResultFilter.EndedOnly"/>, when its target ended. Both numbers come from the same
/// counter under the file's write lock, so a reader that goes on after the last number it saw misses nothing and sees
/// nothing twice.
/// </summary>
internal sealed class ResultReader(ReaderPool readers)
{
    private const int Page = 200;

    /// <summary>Bytes of output that are held at once where a page's outputs are read together.</summary>
    private const long MostTogether = 4 * 1024 * 1024;

    public async IAsyncEnumerable<StepResult> ReadAsync(ResultFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var job = readers.Read(database => StoreContext.KeyOf(database, filter.JobId));
        var sql = Sql(filter);
        for (var after = filter.After; ;)
        {
            var from = after;
            var page = readers.Read(database => database.List(
                sql, row => Read(row, filter), job, from, Stored.Numbers(filter.Batches), Stored.Numbers(filter.Numbers)));
            var outputs = filter.WithOutput && IsWhole(filter) && page.Sum(result => result.OutputBytes) is > 0 and <= MostTogether ? ReadOutputs(job, filter, from, page[^1].Sequence) : null;
            foreach (var result in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                after = result.Sequence;
                if (Wildcard.MatchesAny(filter.Names, result.Name) && Wildcard.MatchesAny(filter.Commands, result.Command))
                {
                    yield return !filter.WithOutput ? result : result with
                    {
                        Output = outputs?.GetValueOrDefault((result.Number, result.Attempt, result.Step)) ?? ReadOutput(job, result),
                    };
                }
            }

            if (page.Count < Page)
            {
                yield break;
            }
        }
    }

    private static string Sql(ResultFilter filter)
    {
        var sequence = filter.EndedOnly ? "s.published" : "s.sequence";
        return string.Concat(
            $"SELECT {sequence}, s.number, r.batch, r.name, s.attempt, s.step, s.command, s.effect, s.error, s.exit_status, s.started_at, s.duration, s.bytes, s.truncated, s.rows, s.parse_error",
            // The index names the order: all of a job's results stand in it.
            filter.EndedOnly ? " FROM steps s INDEXED BY steps_published" : filter.Numbers.Count == 0 ? " FROM steps s INDEXED BY steps_job" : " FROM steps s",
            $" JOIN runs r ON r.job = s.job AND r.number = s.number WHERE s.job = $1 AND {sequence} > $2",
            filter.EndedOnly ? " AND s.published IS NOT NULL AND r.state IN ('Completed', 'Failed', 'ConnectionFailed', 'Skipped', 'Stopped', 'Interrupted', 'OutcomeUnknown')" : "",
            filter.AllAttempts ? "" : " AND s.attempt = r.attempts",
            filter.Failed switch { true => " AND s.error IS NOT NULL", false => " AND s.error IS NULL", null => "" },
            filter.ParseFailed ? " AND s.parse_error IS NOT NULL" : "",
            filter.Batches.Count == 0 ? "" : " AND r.batch IN (SELECT value FROM json_each($3))",
            filter.Numbers.Count == 0 ? "" : " AND s.number IN (SELECT value FROM json_each($4))",
            $" ORDER BY {sequence} LIMIT {Page}");
    }

    private static StepResult Read(SqliteDataReader row, ResultFilter filter)
    {
        var raw = new RawRow(row.Handle!);
        return new StepResult
        {
            Sequence = raw.Long(0),
            JobId = filter.JobId,
            Number = raw.Int(1),
            Batch = raw.Int(2),
            Name = raw.Text(3),
            Attempt = raw.Int(4),
            Step = raw.Int(5),
            Command = raw.Text(6),
            Effect = raw.Enum<StepEffect>(7),
            Error = row.Error(8),
            ExitStatus = raw.IsNull(9) ? null : raw.Int(9),
            StartedAt = raw.Time(10),
            Duration = TimeSpan.FromTicks(raw.Long(11)),
            OutputBytes = raw.Long(12),
            Truncated = raw.Int(13) != 0,
            Rows = raw.IsNull(14) ? null : raw.Long(14),
            ParseError = raw.IsNull(15) ? null : raw.Text(15),
        };
    }

    /// <summary>Whether a page holds most of what lies between its first and its last result.</summary>
    private static bool IsWhole(ResultFilter filter) =>
        filter.Failed is null && !filter.ParseFailed && filter.Batches.Count == 0 && filter.Numbers.Count == 0
        && filter.Names.Count == 0 && filter.Commands.Count == 0;

    /// <summary>The outputs of a page's results: small ones, each in a piece or few.</summary>
    private Dictionary<(int Number, int Attempt, int Step), string?> ReadOutputs(long job, ResultFilter filter, long after, long last)
    {
        var (sequence, index) = filter.EndedOnly ? ("s.published", "steps_published") : ("s.sequence", "steps_job");
        var outputs = new Dictionary<(int Number, int Attempt, int Step), string?>(Page);
        readers.Read(database =>
        {
            database.Each(
                $"""
                SELECT o.number, o.attempt, o.step, o.codec, o.length, o.bytes FROM steps s INDEXED BY {index}
                JOIN outputs o ON o.job = s.job AND o.number = s.number AND o.attempt = s.attempt AND o.step = s.step
                WHERE s.job = $1 AND {sequence} > $2 AND {sequence} <= $3 ORDER BY {sequence}, o.key
                """,
                row =>
                {
                    var raw = new RawRow(row.Handle!);
                    var key = (raw.Int(0), raw.Int(1), raw.Int(2));
                    var (length, piece) = (raw.Int(4), ArrayPool<byte>.Shared.Rent(raw.Int(4)));
                    OutputCodec.Unpack(raw.Int(3), raw.Blob(5), piece.AsSpan(0, length));
                    // A character may be cut between pieces: more than one are read as a whole.
                    outputs[key] = outputs.ContainsKey(key) ? null : Encoding.UTF8.GetString(piece, 0, length);
                    ArrayPool<byte>.Shared.Return(piece);
                },
                job, after, last);
            return true;
        });
        return outputs;
    }

    private string ReadOutput(long job, StepResult result)
    {
        if (result.OutputBytes == 0)
        {
            return "";
        }

        var pieces = readers.Read(database => database.List(
            "SELECT codec, length, bytes FROM outputs WHERE job = $1 AND number = $2 AND attempt = $3 AND step = $4 ORDER BY key",
            row => (Codec: row.GetInt32(0), Length: row.GetInt32(1), Bytes: row.GetFieldValue<byte[]>(2)),
            job, result.Number, result.Attempt, result.Step));
        var output = new byte[pieces.Sum(piece => piece.Length)];
        var at = 0;
        foreach (var piece in pieces)
        {
            OutputCodec.Unpack(piece.Codec, piece.Bytes, output.AsSpan(at, piece.Length));
            at += piece.Length;
        }

        return Encoding.UTF8.GetString(output);
    }
}
