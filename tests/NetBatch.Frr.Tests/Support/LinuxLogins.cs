namespace NetBatch.Frr.Tests.Support;

/// <summary>Logins behind sshd that end in the shells of this machine.</summary>
public sealed class LinuxLogins : IAsyncLifetime
{
    private readonly SshLab _lab = new();

    public string Folder => _lab.Folder;

    public string UserName(string login) => _lab.Login(login);

    internal Device Device(string login, DeviceChannel channel) => _lab.Device(login, "linux", channel);

    public async Task InitializeAsync()
    {
        if (Requirement.ForLogins is null)
        {
            await _lab.StartAsync(0, ("bash", "/bin/bash", ""), ("dash", "/bin/dash", ""));
        }
    }

    public async Task DisposeAsync() => await _lab.DisposeAsync();
}
