using NetBatch.Ssh.Transport;

namespace NetBatch.Ssh.Tests.Transport;

public sealed class SshFailureTextTests
{
    [Theory]
    [InlineData("ssh: Could not resolve hostname r1: Name or service not known", ErrorCode.NameNotResolved)]
    [InlineData("ssh: Could not resolve hostname r1: Temporary failure in name resolution", ErrorCode.NameNotResolved)]
    [InlineData("ssh: connect to host 10.0.0.1 port 22: Connection timed out", ErrorCode.ConnectTimeout)]
    [InlineData("ssh: connect to host 10.0.0.1 port 22: Operation timed out", ErrorCode.ConnectTimeout)]
    [InlineData("Connection timed out during banner exchange", ErrorCode.ConnectTimeout)]
    [InlineData("ssh: connect to host 10.0.0.1 port 22: Connection refused", ErrorCode.ConnectionRefused)]
    [InlineData("channel 0: open failed: connect failed: Connection refused", ErrorCode.ConnectionRefused)]
    [InlineData("ssh: connect to host 10.0.0.1 port 22: No route to host", ErrorCode.NoRoute)]
    [InlineData("ssh: connect to host 10.0.0.1 port 22: Network is unreachable", ErrorCode.NoRoute)]
    [InlineData("ssh: connect to host 10.0.0.1 port 22: Permission denied", ErrorCode.ConnectFailed)]
    [InlineData("kex_exchange_identification: Connection closed by remote host", ErrorCode.ConnectionClosed)]
    [InlineData("kex_exchange_identification: read: Connection reset by peer", ErrorCode.ConnectionClosed)]
    [InlineData("Connection closed by 10.0.0.1 port 22", ErrorCode.ConnectionClosed)]
    [InlineData("Connection reset by 10.0.0.1 port 22", ErrorCode.ConnectionClosed)]
    [InlineData("Received disconnect from 10.0.0.1 port 22:2: Too many authentication failures", ErrorCode.AuthenticationFailed)]
    [InlineData("Received disconnect from 10.0.0.1 port 22:11: Too many users logged in", ErrorCode.SessionLimit)]
    [InlineData("channel 0: open failed: resource shortage: ", ErrorCode.SessionLimit)]
    [InlineData("admin@10.0.0.1: Permission denied (publickey,password).", ErrorCode.AuthenticationFailed)]
    [InlineData("Host key verification failed.", ErrorCode.HostKeyUnknown)]
    [InlineData("No ED25519 host key is known for r1 and you have requested strict checking.", ErrorCode.HostKeyUnknown)]
    [InlineData("Unable to negotiate with 10.0.0.1 port 22: no matching key exchange method found. Their offer: diffie-hellman-group1-sha1",
        ErrorCode.NoCommonAlgorithm)]
    [InlineData("Unable to negotiate with 10.0.0.1 port 22: no matching host key type found. Their offer: ssh-rsa",
        ErrorCode.NoCommonAlgorithm)]
    [InlineData("Unable to negotiate with 10.0.0.1 port 22: no matching cipher found. Their offer: 3des-cbc", ErrorCode.NoCommonAlgorithm)]
    [InlineData("Bad server host key: Invalid key length", ErrorCode.NoCommonAlgorithm)]
    [InlineData("/tmp/hop0.conf: line 3: Bad configuration option: colour", ErrorCode.SshClientUnusable)]
    [InlineData("/tmp/hop0.conf line 3: Bad SSH2 cipher spec 'rot13'.", ErrorCode.SshClientUnusable)]
    [InlineData("Bad owner or permissions on /home/a/.ssh/config", ErrorCode.SshClientUnusable)]
    [InlineData("Timeout, server 10.0.0.1 not responding.", ErrorCode.ConnectTimeout)]
    public void Meaning_ClientsWords_GiveTheCode(string line, ErrorCode code) => SshFailureText.Meaning(line).ShouldBe(code);

    [Theory]
    [InlineData("/etc/ssh/ssh_config line 4: Unsupported option \"gssapiauthentication\"")]
    [InlineData("Warning: Permanently added '[127.0.0.1]:22' (ED25519) to the list of known hosts.")]
    [InlineData("Killed by signal 1.")]
    public void Meaning_Harmless_GivesNone(string line) => SshFailureText.Meaning(line).ShouldBeNull();

    [Fact]
    public void Read_KeyChanged_IsToldFromUnknown()
    {
        LogLine[] lines =
        [
            new(0, "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @"),
            new(0, "Offending ED25519 key in /home/a/known_hosts:3"),
            new(0, "Host key verification failed."),
        ];

        SshFailureText.Read(lines).ShouldBe((ErrorCode.HostKeyChanged, 0));
        SshFailureText.Read(lines[2..]).ShouldBe((ErrorCode.HostKeyUnknown, 0));
    }

    [Fact]
    public void Read_KeyChangedButAccepted_TellsWhatFailedThen()
    {
        LogLine[] lines =
        [
            new(0, "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @"),
            new(0, "a@10.0.0.1: Permission denied (publickey)."),
        ];

        SshFailureText.Read(lines).ShouldBe((ErrorCode.AuthenticationFailed, 0));
    }

    [Fact]
    public void Read_LaterLines_DoNotHideTheFirst()
    {
        LogLine[] lines =
        [
            new(1, "channel 0: open failed: connect failed: No route to host"),
            new(1, "stdio forwarding failed"),
            new(1, "Connection closed by UNKNOWN port 65535"),
        ];

        SshFailureText.Read(lines).ShouldBe((ErrorCode.NoRoute, 1));
    }
}
