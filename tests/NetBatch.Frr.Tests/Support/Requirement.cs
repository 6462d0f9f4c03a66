using System.Diagnostics;

namespace NetBatch.Frr.Tests.Support;

/// <summary>What this machine lacks for these tests; null: nothing.</summary>
internal static class Requirement
{
    /// <summary>For logins behind sshd.</summary>
    public static string? ForLogins { get; } =
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "SKIPPED: needs Linux and root, for users and namespaces"
        : Missing("/usr/sbin/sshd", "openssh-server") ?? Missing("/usr/bin/ssh", "openssh-client") ?? Missing("/bin/bash", "bash")
        ?? (Works("unshare", "--pid", "--fork", "--kill-child", "true") ? null : "SKIPPED: this machine allows no process namespaces");

    /// <summary>For routers.</summary>
    public static string? ForRouters { get; } =
        ForLogins ?? Missing("/usr/lib/frr/ospfd", "frr") ?? Missing("/usr/bin/vtysh", "frr")
        ?? (Works("ip", "-V") ? null : "SKIPPED: iproute2 is not installed (apt-get install iproute2)")
        ?? (Works("unshare", "--mount", "--net", "ip", "link", "add", "probe0", "type", "veth", "peer", "name", "probe1")
            ? null : "SKIPPED: this machine allows no network namespaces with veth links");

    private static string? Missing(string file, string package) =>
        File.Exists(file) ? null : $"SKIPPED: {package} is not installed (apt-get install {package})";

    private static bool Works(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test on real FRR routers; where they cannot be had it is skipped, counted, and says what is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FrrFactAttribute : FactAttribute
{
    public FrrFactAttribute() => Skip = Requirement.ForRouters;
}

/// <summary>A test on real logins behind sshd; where they cannot be had it is skipped, counted, and says what is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LoginFactAttribute : FactAttribute
{
    public LoginFactAttribute() => Skip = Requirement.ForLogins;
}

/// <summary>The same with rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LoginTheoryAttribute : TheoryAttribute
{
    public LoginTheoryAttribute() => Skip = Requirement.ForLogins;
}
