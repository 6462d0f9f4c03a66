using System.Security.Cryptography;
using System.Text;

namespace NetBatch;

/// <summary>That another person has looked at a job and lets it change its targets.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Fingerprint">What was approved; see <see cref="JobFingerprint"/>.</param>
/// <param name="Who">By whom.</param>
/// <param name="At">When.</param>
public sealed record Approval(string JobId, string Fingerprint, Actor Who, DateTimeOffset At);

/// <summary>What an approval binds: the work, the targets and the arguments of each, in the order of the plan.</summary>
public static class JobFingerprint
{
    /// <summary>SHA-256 over the stored forms, in hexadecimal digits.</summary>
    /// <param name="work">The work.</param>
    /// <param name="targets">The targets, in the order of the plan, with the arguments that hold for each.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<string> OfAsync(WorkSpec work, IAsyncEnumerable<(Target Target, WorkSpec Work)> targets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(targets);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(work.Kind);
        Add(work.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add(work.Args.GetRawText());
        await foreach (var (target, own) in targets.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Add(StoredForm.Write(target));
            Add(ReferenceEquals(own, work) ? "" : own.Args.GetRawText());
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
