using System.Diagnostics;
using System.Globalization;

namespace NetBatch.Lab.Server;

/// <summary>The lab's users on this machine: real accounts for as long as the lab lives, marked in their comment field.</summary>
internal static class Accounts
{
    private const string MarkStart = "NetBatch lab ";

    /// <summary>The effective user id of this process.</summary>
    public static int OwnId => int.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2],
        CultureInfo.InvariantCulture);

    /// <summary>The comment by which the accounts of a lab are known.</summary>
    public static string Mark(string lab) => MarkStart + lab;

    /// <summary>Refuses names that somebody else has.</summary>
    public static async Task CheckFreeAsync(IEnumerable<LabUser> users, CancellationToken cancellationToken)
    {
        foreach (var user in users)
        {
            if (await FindAsync(user.Name, cancellationToken).ConfigureAwait(false) is not null)
            {
                throw LabErrors.Unusable($"This machine has a user '{user.Name}' already, so the lab cannot make one.",
                    "Choose another name for the lab's user; if a broken lab left it behind, clean that lab up first (lab down).");
            }
        }
    }

    /// <summary>Makes the users and sets their passwords.</summary>
    public static async Task CreateAsync(string lab, string shell, IReadOnlyList<LabUser> users, CancellationToken cancellationToken)
    {
        foreach (var user in users)
        {
            await RetryAsync(
                "/usr/sbin/useradd",
                ["--system", "--no-create-home", "--home-dir", "/", "--no-user-group", "--gid", "nogroup", "--no-log-init", "--shell",
                    shell, "--comment", Mark(lab), user.Name],
                null,
                cancellationToken).ConfigureAwait(false);
        }

        // The method is named so that chpasswd needs no PAM, and the rounds are few: each login of the lab pays them.
        var passwords = string.Concat(users.Select(user => $"{user.Name}:{user.Password}\n"));
        await RetryAsync("/usr/sbin/chpasswd", ["--crypt-method", "SHA256", "--sha-rounds", "1000"], passwords, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Removes the accounts that carry the lab's mark; others of the same name stay.</summary>
    public static async Task RemoveAsync(string lab, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is { } account && account.Mark == Mark(lab))
            {
                await RetryAsync("/usr/sbin/userdel", ["--force", name], null, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The user ids of the accounts.</summary>
    public static async Task<IReadOnlyDictionary<int, string>> IdsAsync(IEnumerable<LabUser> users, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<int, string>();
        foreach (var user in users)
        {
            var account = await FindAsync(user.Name, cancellationToken).ConfigureAwait(false)
                ?? throw LabErrors.Unusable($"The user '{user.Name}' of the lab is gone.");
            ids[account.Id] = user.Name;
        }

        return ids;
    }

    private static async Task<(int Id, string Mark)?> FindAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var line in await File.ReadAllLinesAsync("/etc/passwd", cancellationToken).ConfigureAwait(false))
        {
            var fields = line.Split(':');
            if (fields.Length >= 7 && fields[0] == name)
            {
                return (int.Parse(fields[2], System.Globalization.CultureInfo.InvariantCulture), fields[4]);
            }
        }

        return null;
    }

    /// <summary>The account tools lock their files; while another holds the lock they fail and may be asked again.</summary>
    private static async Task RetryAsync(string program, IReadOnlyList<string> arguments, string? input,
        CancellationToken cancellationToken)
    {
        for (var left = 20; ; left--)
        {
            var (status, error) = await Tool.RunAsync(program, arguments, input, cancellationToken).ConfigureAwait(false);
            if (status == 0)
            {
                return;
            }

            if (left == 0 || !error.Contains("lock", StringComparison.OrdinalIgnoreCase))
            {
                throw LabErrors.Unusable($"{Path.GetFileName(program)} could not change the lab's users: {error.Trim()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken).ConfigureAwait(false);
        }
    }
}

/// <summary>Runs one of the system's tools to its end.</summary>
internal static class Tool
{
    public static async Task<(int Status, string Error)> RunAsync(string program, IReadOnlyList<string> arguments, string? input,
        CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true,
                RedirectStandardError = true, UseShellExecute = false },
        };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw LabErrors.Unusable($"{program} could not be started: {exception.Message}",
                "The lab needs Debian's passwd, perl-base and openssh-server.", exception);
        }

        using var standardInput = process.StandardInput;
        using var standardOutput = process.StandardOutput;
        using var standardError = process.StandardError;
        if (input is not null)
        {
            await standardInput.WriteAsync(input.AsMemory(), cancellationToken).ConfigureAwait(false);
        }

        standardInput.Close();
        var output = standardOutput.ReadToEndAsync(cancellationToken);
        var error = await standardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await output.ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return (process.ExitCode, error);
    }
}
