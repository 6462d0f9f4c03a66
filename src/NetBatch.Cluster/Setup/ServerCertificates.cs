using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NetBatch.Cluster.Setup;

/// <summary>The cluster's own certificate authority and its server's certificate, as PEM.</summary>
/// <param name="Authority">The authority's certificate.</param>
/// <param name="Certificate">The server's.</param>
/// <param name="Key">The server's private key.</param>
/// <remarks>The authority's private key is thrown away: it signs one certificate, and a new server gets a new authority.</remarks>
public sealed record ServerCertificates(string Authority, string Certificate, string Key)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(3650);

    /// <summary>Makes both, valid from an hour ago for ten years.</summary>
    /// <param name="addresses">Names and addresses under which the server is reached, at least one.</param>
    /// <param name="now">The moment.</param>
    public static ServerCertificates Make(IReadOnlyList<string> addresses, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        var (from, until) = (now.AddHours(-1), now + Life);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=NetBatch cluster", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        authorityRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(authorityRequest.PublicKey, false));
        using var authority = authorityRequest.CreateSelfSigned(from, until);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={addresses[0]}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var address in addresses)
        {
            if (IPAddress.TryParse(address, out var number))
            {
                names.AddIpAddress(number);
            }
            else
            {
                names.AddDnsName(address);
            }
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false)); // Servers (RFC 5280).
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        using var server = request.Create(authority, from, until, RandomNumberGenerator.GetBytes(16));
        return new ServerCertificates(authority.ExportCertificatePem(), server.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
