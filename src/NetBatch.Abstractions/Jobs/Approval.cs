using System.Security.Cryptography;
using System.Text;

namespace NetBatch;

/// <summary>That another person has looked at a job and lets it change its targets.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Fingerprint">What was approved; see <see cref="JobFingerprint"/>.</param>
/// <param name="Who">By whom.</param>
/// <param name="At">When.</param>
public sealed record Approval(string JobId, string Fingerprint, Requester Who, DateTimeOffset At);

/// <summary>What an approval binds: the rules, the work, the targets and the arguments of each in the order of the plan, and one
/// attempt.</summary>
public static class JobFingerprint
{
    /// <summary>The content of a job together with the attempt that it is approved for: what is begun again after its end needs a new
    /// approval.</summary>
    public static string Of(string content, int attempt) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{content} {attempt}"))));

    /// <summary>The attempt that a job is at, or would be begun again with.</summary>
    public static int NextAttempt(BatchJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.State.IsFinal() ? job.Attempt + 1 : job.Attempt;
    }

    /// <summary>SHA-256 over the stored forms, in hexadecimal digits.</summary>
    /// <param name="spec">The job.</param>
    /// <param name="targets">The targets, in the order of the plan, with the arguments that hold for each.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<string> OfAsync(JobSpec spec, IAsyncEnumerable<(Target Target, WorkSpec Work)> targets,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(targets);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(StoredForm.Write(spec));
        await foreach (var (target, own) in targets.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Add(StoredForm.Write(target));
            Add(ReferenceEquals(own, spec.Work) ? "" : own.Args.GetRawText());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        // The length stands before each text, so that none can run into the next.
        void Add(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }
}
