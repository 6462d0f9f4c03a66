using System.Diagnostics;

namespace NetBatch.Frr.Tests.Support;

/// <summary>
/// Three FRR routers in a chain, r1 - r2 - r3, with OSPF between them, each with vtysh as the shell of a login behind
/// sshd. On r3 a pager is on, as Debian's /etc/environment used to have it, and its login may not save.
/// </summary>
public sealed class FrrRouters : IAsyncLifetime
{
    private const int Count = 3;
    private readonly SshLab _lab = new();

    /// <summary>What is in it goes with the routers.</summary>
    public string Folder => _lab.Folder;

    /// <summary>The routers r1, r2, r3.</summary>
    internal IReadOnlyList<Device> Devices { get; private set; } = [];

    /// <summary>How many neighbours a router has.</summary>
    public static int Neighbours(string router) => router == "r2" ? 2 : 1;

    internal Device Device(string router, DeviceChannel? channel = null) => _lab.Device(router, "frr", channel);

    /// <summary>What vtysh itself says, without SSH and NetBatch.</summary>
    public async Task<string> AskAsync(int router, string command)
    {
        using var vtysh = Process.Start(
            new ProcessStartInfo("vtysh", ["--vty_socket", _lab.FileOf(router, ""), "--config_dir", _lab.FileOf(router, ""), "-c", command])
            {
                RedirectStandardOutput = true, RedirectStandardInput = true,
            })!;
        vtysh.StandardInput.Close();
        var output = await vtysh.StandardOutput.ReadToEndAsync();
        await vtysh.WaitForExitAsync();
        return output;
    }

    /// <summary>The configuration that the router starts with.</summary>
    public Task<string> SavedAsync(int router) => File.ReadAllTextAsync(_lab.FileOf(router, "frr.conf"));

    /// <summary>How many processes of a user live.</summary>
    public static int ProcessesOf(string user)
    {
        var id = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Single(fields => fields[0] == user)[2];
        return Directory.EnumerateDirectories("/proc").Count(folder =>
        {
            try
            {
                return int.TryParse(Path.GetFileName(folder), out _)
                    && File.ReadLines(Path.Combine(folder, "status")).First(line => line.StartsWith("Uid:", StringComparison.Ordinal))
                        .Split('\t')[1] == id;
            }
            catch (IOException)
            {
                return false; // It has ended meanwhile.
            }
        });
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Requirement.ForRouters is not null)
        {
            return;
        }

        for (var router = 1; router <= Count; router++)
        {
            await WriteFilesAsync(router);
        }

        await _lab.StartAsync(
            Count, [.. Enumerable.Range(1, Count)
                .Select(router => ($"r{router}", _lab.FileOf(router, "login"), router == 3 ? "frrvty" : "frrvty,frr"))]);
        Devices = [.. Enumerable.Range(1, Count).Select(router => Device($"r{router}"))];
        await AdjacentAsync();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync() => await _lab.DisposeAsync();

    private async Task WriteFilesAsync(int router)
    {
        Directory.CreateDirectory(_lab.FileOf(router, ""));
        var neighbours = new[] { router - 1, router + 1 }.Where(other => other is >= 1 and <= Count);
        await File.WriteAllLinesAsync(
            _lab.FileOf(router, "frr.conf"),
            [
                "interface lo", " ip ospf area 0",
                // A hello each second finds the neighbour at once; the long dead interval keeps it on a machine that is
                // so busy that hellos come late.
                .. neighbours.SelectMany(other => new[]
                {
                    $"interface to-r{other}", " ip ospf network point-to-point", " ip ospf hello-interval 1", " ip ospf dead-interval 30",
                    " ip ospf area 0",
                }),
                "router ospf", $" ospf router-id 10.255.0.{router}",
            ]);
        await File.WriteAllLinesAsync(_lab.FileOf(router, "vtysh.conf"), ["service integrated-vtysh-config", $"hostname r{router}"]);
        await File.WriteAllLinesAsync(
            _lab.FileOf(router, "login"),
            [
                "#!/bin/sh", .. router == 3 ? ["VTYSH_PAGER=more; export VTYSH_PAGER"] : Array.Empty<string>(),
                $"exec vtysh --vty_socket {_lab.FileOf(router, "")} --config_dir {_lab.FileOf(router, "")} \"$@\"",
            ]);
    }

    /// <summary>Waits until OSPF has made every neighbour Full and r1 knows the way to r3: only the daemons tell when.</summary>
    public async Task AdjacentAsync()
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            var seen = await Task.WhenAll(Enumerable.Range(1, Count).Select(router => AskAsync(router, "show ip ospf neighbor")));
            var route = await AskAsync(1, "show ip route ospf");
            if (seen.Select((text, index) => text.Split("Full/").Length - 1 == Neighbours($"r{index + 1}")).All(full => full)
                && route.Contains("10.255.0.3/32", StringComparison.Ordinal))
            {
                return;
            }

            if (since.Elapsed > TimeSpan.FromSeconds(60))
            {
                await _lab.DisposeAsync();
                throw new InvalidOperationException($"No full OSPF adjacency within 60 s:\n{string.Join('\n', seen)}\n{route}");
            }

            await Task.Delay(200);
        }
    }
}

[CollectionDefinition("frr")]
public sealed class FrrUsers : ICollectionFixture<FrrRouters>;
