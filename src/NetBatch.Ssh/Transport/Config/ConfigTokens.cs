using System.Globalization;
using System.Text;

namespace NetBatch.Ssh.Transport;

/// <summary>The tokens of ssh_config(5) that stand for parts of a connection.</summary>
/// <param name="Original">The host as it was asked for (%n).</param>
/// <param name="HostName">The host that is dialled (%h).</param>
/// <param name="Port">%p.</param>
/// <param name="User">The login name there (%r).</param>
internal sealed record ConfigTokens(string Original, string HostName, int Port, string User)
{
    /// <summary>Puts the values in.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.SshClientUnusable"/>: a token that only OpenSSH knows.</exception>
    public string Expand(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var expanded = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '%' || at + 1 == text.Length)
            {
                expanded.Append(text[at]);
                continue;
            }

            expanded.Append(Value(text[++at]) ?? throw new NetBatchException(
                ErrorCode.SshClientUnusable, $"'%{text[at]}' in '{text}' of your ssh_config is known to OpenSSH alone.",
                "Choose the OpenSSH transport for this device."));
        }

        return expanded.ToString();
    }

    private string? Value(char token) => token switch
    {
        '%' => "%",
        'h' => HostName,
        'n' => Original,
        'p' => Port.ToString(CultureInfo.InvariantCulture),
        'r' => User,
        'u' => Environment.UserName,
        'd' => SystemPaths.Home,
        'l' => Environment.MachineName,
        'L' => Environment.MachineName.Split('.')[0],
        _ => null,
    };
}
