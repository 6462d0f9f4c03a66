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
                return name.StartsWith("FILE:", StringComparison.Ordinal) ? File.Exists(name[5..]) : !name.StartsWith('/') || File.Exists(name);
            }

            return !OperatingSystem.IsWindows() && File.Exists($"/tmp/krb5cc_{UnixCalls.UserId().ToString(CultureInfo.InvariantCulture)}");
        }
    }
}
