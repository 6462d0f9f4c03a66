using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NetBatch.Hosting;

/// <summary>
/// Secrets for workers: an ephemeral key agrees with the worker's (ECDH on P-256), and AES-GCM under what HKDF makes of that holds the
/// secret with the targets and the work that it is for. A worker gives it for nothing else, whoever copies it into another job.
/// </summary>
public static class SecretSeal
{
    private const int DigestBytes = 16;
    private const int TagBytes = 16;

    // The key is used once, so that the nonce need not differ.
    private static readonly byte[] Nonce = new byte[12];

    /// <summary>A new private key (PKCS #8, Base64) and its public half (SubjectPublicKeyInfo, Base64).</summary>
    public static (string Private, string Public) NewKey()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return (Convert.ToBase64String(key.ExportPkcs8PrivateKey()), Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>Seals a secret.</summary>
    /// <param name="name">The name of the reference that it stands for.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="worker">The worker; it has a key.</param>
    /// <param name="uses">The targets that it opens, each with the work on it.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: the worker's key is none.</exception>
    public static SealedSecret Seal(string name, Secret secret, BatchWorker worker, IEnumerable<(Target Target, WorkSpec Work)> uses)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentNullException.ThrowIfNull(worker);
        ArgumentNullException.ThrowIfNull(uses);
        var plain = Plain(secret, uses);
        try
        {
            using var its = ECDiffieHellman.Create();
            its.ImportSubjectPublicKeyInfo(Convert.FromBase64String(worker.SealKey!), out _);
            using var mine = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
            var point = mine.ExportSubjectPublicKeyInfo();
            var whole = new byte[2 + point.Length + plain.Length + TagBytes];
            BinaryPrimitives.WriteUInt16LittleEndian(whole, (ushort)point.Length);
            point.CopyTo(whole, 2);
            using var cipher = new AesGcm(KeyOf(mine, its, worker.Name, name), TagBytes);
            cipher.Encrypt(Nonce, plain, whole.AsSpan(2 + point.Length, plain.Length), whole.AsSpan(whole.Length - TagBytes));
            return new SealedSecret(name, worker.Name, Convert.ToBase64String(whole));
        }
        catch (Exception problem) when (IsUnreadable(problem))
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"The key of the worker {worker.Name} is none.",
                "Forget that worker, and let it join anew.", problem);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Opens what was sealed for a worker; null: it was sealed for another key, other targets or other work.</summary>
    public static Secret? Open(SealedSecret one, string privateKey, Target target, WorkSpec work)
    {
        ArgumentNullException.ThrowIfNull(one);
        try
        {
            var whole = Convert.FromBase64String(one.Content).AsSpan();
            var length = BinaryPrimitives.ReadUInt16LittleEndian(whole);
            using var its = ECDiffieHellman.Create();
            its.ImportSubjectPublicKeyInfo(whole.Slice(2, length), out _);
            using var mine = ECDiffieHellman.Create();
            mine.ImportPkcs8PrivateKey(Convert.FromBase64String(privateKey), out _);
            var plain = new byte[whole.Length - 2 - length - TagBytes];
            using var cipher = new AesGcm(KeyOf(mine, its, one.Worker, one.Name), TagBytes);
            cipher.Decrypt(Nonce, whole.Slice(2 + length, plain.Length), whole[^TagBytes..], plain);
            return Read(plain, DigestOf(target, work));
        }
        catch (Exception problem) when (IsUnreadable(problem))
        {
            return null;
        }
    }

    // A curve that is none is said to be one of another platform.
    private static bool IsUnreadable(Exception problem) =>
        problem is CryptographicException or FormatException or ArgumentException or PlatformNotSupportedException;

    private static byte[] KeyOf(ECDiffieHellman mine, ECDiffieHellman its, string worker, string name)
    {
        using var other = its.PublicKey;
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, mine.DeriveRawSecretAgreement(other), 32,
            info: Encoding.UTF8.GetBytes($"netbatch seal 1\n{worker}\n{name}"));
    }

    private static byte[] Plain(Secret secret, IEnumerable<(Target Target, WorkSpec Work)> uses)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(secret.UserName is not null);
            writer.Write(secret.UserName ?? "");
            writer.Write(secret.Reveal());
            foreach (var (target, work) in uses)
            {
                writer.Write(DigestOf(target, work));
            }
        }

        return stream.ToArray();
    }

    private static Secret? Read(byte[] plain, byte[] use)
    {
        using var reader = new BinaryReader(new MemoryStream(plain), Encoding.UTF8);
        var hasUser = reader.ReadBoolean();
        var (user, password) = (reader.ReadString(), reader.ReadString());
        while (reader.ReadBytes(DigestBytes) is { Length: DigestBytes } one)
        {
            if (one.AsSpan().SequenceEqual(use))
            {
                return new Secret(hasUser ? user : null, password);
            }
        }

        return null;
    }

    /// <summary>What is done where: arguments in the one form that they have after having been written and read.</summary>
    private static byte[] DigestOf(Target target, WorkSpec work)
    {
        using var args = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(work.Args));
        var text = JsonSerializer.Serialize(new[] { target.SiteOf() ?? "", target.Endpoint ?? target.Id, work.Kind, $"{work.Version}" })
            + JsonSerializer.Serialize(args.RootElement);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text))[..DigestBytes];
    }
}
