using System.Globalization;

namespace NetBatch.Ssh.Transport;

/// <summary>Whether this user seems to have a Kerberos ticket, so that OpenSSH could log in by GSSAPI.</summary>
internal static class KerberosTicket
{
    /// <summary>A ticket cache that is named and no file counts as one: only Kerberos itself could look into it.</summary>
    public static bool Exists
    {
        get
        {
            if (Environment.GetEnvironmentVariable("KRB5CCNAME") is { Length: > 0 } name)
            {
                return name.StartsWith("FILE:", StringComparison.Ordinal) ? File.Exists(name[5..])
                    : !name.StartsWith('/') || File.Exists(name);
            }

            // Anybody can make a file of that name in /tmp.
            return !OperatingSystem.IsWindows()
                && FileFacts.Of($"/tmp/krb5cc_{FileFacts.Me.ToString(CultureInfo.InvariantCulture)}") is { IsFile: true } cache
                && cache.Owner == FileFacts.Me;
        }
    }
}
