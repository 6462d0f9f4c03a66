using static NetBatch.Inventory.Tests.TestText;

namespace NetBatch.Inventory.Tests;

/// <summary>Ways to a device: a ProxyCommand that only jumps is a jump host, any other is refused where a connection would refuse
/// it.</summary>
public sealed class ProxyCommandTests
{
    private static readonly InventoryRules Refusing = new()
    {
        OptionFault = (name, _) =>
            name == "ProxyCommand"
                ? new NetBatchException(ErrorCode.InvalidArgument, "the SSH option ProxyCommand may not come from an inventory.",
                    "Leave it out.") : null,
    };

    // ssh(1): -W host:port forwards standard input and output; with nc it is the way of before OpenSSH 5.4.
    [Theory]
    [InlineData("ssh -W %h:%p -q jump@203.0.113.9", "jump", "203.0.113.9", 22)]
    [InlineData("ssh -W %h:%p jump@203.0.113.9", "jump", "203.0.113.9", 22)]
    [InlineData("ssh -q -p 2222 -l jump -W [%h]:%p bastion.example.net", "jump", "bastion.example.net", 2222)]
    [InlineData("ssh jump@bastion.example.net nc %h %p", "jump", "bastion.example.net", 22)]
    public void Read_ProxyCommandThatJumps_IsAJumpHost(string command, string user, string host, int port)
    {
        var device = Read($"[routers]\nr2 ansible_host=192.0.2.2 ansible_ssh_common_args='-o ProxyCommand=\"{command}\"'\n", null,
            Refusing)[0];
        device.SshOptions.ShouldBeEmpty();
        device.Jump.Select(hop => (hop.Credential?.UserName, hop.Address, hop.Port)).ShouldBe([(user, host, port)]);
        Read($"Host r2\n  ProxyCommand {command}\n", null, Refusing)[0].Jump.Single().Address.ShouldBe(host);
    }

    [Theory]
    [InlineData("nc -x 127.0.0.1:1080 %h %p")]
    [InlineData("ssh -F /tmp/other -W %h:%p jump")]
    [InlineData("ssh -o ProxyCommand=sh -W %h:%p jump")]
    [InlineData("ssh jump cat %h")]
    [InlineData("sh -c 'ssh -W %h:%p jump'")]
    public void Read_AnyOtherProxyCommand_IsRefusedWithItsLine(string command) =>
        Refused($"Host r1\n  HostName 192.0.2.1\n  ProxyCommand {command}\n", null, Refusing).Message.ShouldContain("line 3");
}
