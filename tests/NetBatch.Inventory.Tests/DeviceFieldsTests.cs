using static NetBatch.Inventory.Tests.TestText;
using NetBatch.Platforms;

namespace NetBatch.Inventory.Tests;

public sealed class DeviceFieldsTests
{
    [Theory]
    [InlineData("name")]
    [InlineData("HostName")]
    [InlineData("Device Name")]
    [InlineData("DEVICE")]
    [InlineData("host")]
    [InlineData("inventory_hostname")]
    public void ToDevice_UsualNameColumn_IsNameAndAddress(string column)
    {
        var device = Of((column, "r1.example.net"));
        device.Name.ShouldBe("r1.example.net");
        device.Id.ShouldBe("r1.example.net");
        device.Address.ShouldBe("r1.example.net");
        device.Port.ShouldBe(22);
        device.Labels.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("address")]
    [InlineData("IP")]
    [InlineData("IP Address")]
    [InlineData("mgmt_ip")]
    [InlineData("ansible_host")]
    [InlineData("primary_ip4")]
    [InlineData("HostName")]
    [InlineData("host")]
    public void ToDevice_UsualAddressColumn_IsAddress(string column)
    {
        var device = Of(("name", "r1"), (column, "192.0.2.1/24"));
        device.Name.ShouldBe("r1");
        device.Address.ShouldBe("192.0.2.1");
        device.Labels.ShouldBeEmpty();
    }

    [Fact]
    public void ToDevice_HostAndHostname_TakesTheOneThatIsNoIpAsName()
    {
        var device = Of(("hostname", "10.0.0.1"), ("host", "r1"));
        (device.Name, device.Address).ShouldBe(("r1", "10.0.0.1"));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", 22)]
    [InlineData("r1:2222", "r1", 2222)]
    [InlineData("2001:DB8:0:0::1", "2001:db8::1", 22)]
    [InlineData("[2001:db8::1]", "2001:db8::1", 22)]
    [InlineData("[2001:db8::1]:8022", "2001:db8::1", 8022)]
    [InlineData("fe80::1%eth0", "fe80::1%eth0", 22)]
    [InlineData("ssh://admin@r1:830", "r1", 830)]
    [InlineData("2001:db8::1/64", "2001:db8::1", 22)]
    public void FromAddress_Form_IsDivided(string text, string address, int port)
    {
        var device = DeviceFields.FromAddress(text);
        (device.Address, device.Port, device.Name).ShouldBe((address, port, address));
    }

    [Theory]
    [InlineData("r 1")]
    [InlineData("-oProxyCommand=touch /tmp/x")]
    [InlineData("-r1")]
    [InlineData("r1\nr2")]
    [InlineData("r1;reboot")]
    [InlineData("r1$(id)")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.1")]
    [InlineData("010.0.0.1")]
    [InlineData("10.0.0.1/33")]
    [InlineData("r1/24")]
    [InlineData("a..b")]
    [InlineData("[2001:db8::1")]
    [InlineData("[2001:db8::1]22")]
    [InlineData("[r1]:22")]
    [InlineData("r1:0")]
    [InlineData("r1:65536")]
    [InlineData("r1:ssh")]
    [InlineData("2001:db8::g")]
    [InlineData("fe80::1%a b")]
    [InlineData("-l@r1")]
    [InlineData("@r1")]
    public void FromAddress_Impossible_IsRefusedWithRemedy(string text)
    {
        var error = Should.Throw<NetBatchException>(() => DeviceFields.FromAddress(text));
        error.Code.ShouldBe(ErrorCode.InvalidArgument);
        error.Remedy.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void FromAddress_PasswordBeforeHost_IsNotQuoted()
    {
        var error = Should.Throw<NetBatchException>(() => DeviceFields.FromAddress("admin:hunter2@r1"));
        (error.Message + error.Remedy).ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("ios", "cisco_ios")]
    [InlineData("cisco.ios.ios", "cisco_ios")]
    [InlineData("Cisco-IOS-XE", "cisco_iosxe")]
    [InlineData("cisco_xe", "cisco_iosxe")]
    [InlineData("nxos", "cisco_nxos")]
    [InlineData("cisco_xr", "cisco_iosxr")]
    [InlineData("iosxr", "cisco_iosxr")]
    [InlineData("eos", "arista_eos")]
    [InlineData("junipernetworks.junos.junos", "juniper_junos")]
    [InlineData("nokia_sros_classic", "nokia_sros_classic")]
    public void ToDevice_PlatformOfOtherTools_IsOurs(string written, string platform) =>
        DeviceFields.ToDevice([new("name", "r1"), new("device_type", written)],
            new InventoryRules { Platforms = PlatformCatalog.BuiltIn }).Platform.ShouldBe(platform);

    [Theory]
    [InlineData("My-Own")]
    [InlineData("ios")]
    public void ToDevice_PlatformsNotKnownHere_NameStaysAsWritten(string written) =>
        Of(("name", "r1"), ("device_type", written)).Platform.ShouldBe(written);

    [Fact]
    public void ToDevice_OsBesidePlatform_IsLabel()
    {
        var device = Of(("name", "r1"), ("os", "15.2(7)E3"), ("platform", "cisco_ios"));
        device.Platform.ShouldBe("cisco_ios");
        device.Labels["os"].ShouldBe("15.2(7)E3");
    }

    [Fact]
    public void ToDevice_UnknownPlatformWithList_SuggestsNearest()
    {
        var error = Should.Throw<NetBatchException>(() => DeviceFields.ToDevice(
            [new("name", "r1"), new("platform", "juniper_junoss")], new InventoryRules { Platforms = PlatformCatalog.BuiltIn }));
        error.Message.ShouldContain("'juniper_junoss'");
        error.Remedy.ShouldBe("Did you mean 'juniper_junos'?");
    }

    [Fact]
    public void ToDevice_UserAlone_IsAgentWithUser() =>
        Of(("name", "r1"), ("ansible_user", "ops")).Credential.ShouldBe(new CredentialReference(CredentialSource.Agent, null, "ops"));

    [Fact]
    public void ToDevice_UserInAddress_IsAgentWithUser() =>
        Of(("address", "ops@r1")).Credential.ShouldBe(new CredentialReference(CredentialSource.Agent, null, "ops"));

    [Fact]
    public void ToDevice_UserAndCredential_AreOne()
    {
        Of(("name", "r1"), ("user", "ops"), ("credential", "env:PW")).Credential.ShouldBe(
            new CredentialReference(CredentialSource.Environment, "PW", "ops"));
        Of(("name", "r1"), ("user", "ops"), ("key_file", "~/.ssh/id")).Credential.ShouldBe(
            new CredentialReference(CredentialSource.Key, "~/.ssh/id", "ops"));
    }

    [Fact]
    public void ToDevice_ContradictingUsers_AreRefused() =>
        OfRefused(("name", "r1"), ("user", "ops"), ("credential", "root@env:PW")).Message.ShouldContain("differs");

    [Fact]
    public void ToDevice_CredentialThatIsNoReference_IsNotQuoted()
    {
        var error = OfRefused(("name", "r1"), ("credential", "hunter2"));
        (error.Message + error.Remedy).ShouldNotContain("hunter2");
        error.Message.ShouldContain("credential");
    }

    [Theory]
    [InlineData("password")]
    [InlineData("Enable Secret")]
    [InlineData("ansible_ssh_pass")]
    [InlineData("ansible_become_password")]
    [InlineData("radius_secret")]
    [InlineData("label:password")]
    [InlineData("snmp_community")]
    public void ToDevice_Secret_IsRefusedUnquoted(string column)
    {
        var error = OfRefused(("name", "r1"), (column, "hunter2"));
        (error.Message + error.Remedy).ShouldNotContain("hunter2");
        error.Message.ShouldContain(column);
        error.Remedy!.ShouldContain("env:NAME");
    }

    [Fact]
    public void ToDevice_SecretInsideLabels_IsRefusedUnquoted()
    {
        var error = OfRefused(("name", "r1"), ("labels", new Dictionary<string, object?> { ["password"] = "hunter2" }),
            ("site", new Dictionary<string, object?> { ["secret"] = "hunter2" }));
        error.Message.ShouldNotContain("hunter2");
        error.Message.ShouldContain("2 problems");
    }

    [Fact]
    public void ToDevice_PrivateKeyText_IsRefusedUnquoted() =>
        OfRefused(("name", "r1"), ("identityfile", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl")).Message.ShouldNotContain("b3Bl");

    [Fact]
    public void ToDevice_EmptyPassword_IsNothing() => Of(("name", "r1"), ("password", " ")).Labels.ShouldBeEmpty();

    [Fact]
    public void ToDevice_JumpHosts_InOrderWithUsersAndCredentials()
    {
        var device = Of(("name", "r1"), ("proxyjump", "ops@b1:2200, [2001:db8::9]:22,b3"), ("jump_credential", "env:B1;;root@vault:b3"));
        device.Jump.ShouldBe(
        [
            new JumpHost("b1", 2200, new CredentialReference(CredentialSource.Environment, "B1", "ops")),
            new JumpHost("2001:db8::9"),
            new JumpHost("b3", 22, new CredentialReference(CredentialSource.Vault, "b3", "root")),
        ]);
    }

    [Fact]
    public void ToDevice_ObjectsForJumpAndCredential_AreTakenAndChecked()
    {
        var hop = new JumpHost("b1", 2200, new CredentialReference(CredentialSource.Vault, "b1"));
        var login = new CredentialReference(CredentialSource.Supplied, "job", "ops");
        var device = Of(("name", "r1"), ("Jump", new[] { hop }), ("Credential", login));
        device.Jump.ShouldBe([hop]);
        device.Credential.ShouldBe(login);
        OfRefused(("name", "r1"), ("jump", hop with { Address = "-oProxyCommand=x" })).Message.ShouldContain("jump host is wrong");
        OfRefused(("name", "r1"), ("jump", hop with { Port = 0 })).Message.ShouldContain("port 0");
        OfRefused(("name", "r1"), ("credential", login with { UserName = "-l" })).Message.ShouldContain("characters");
    }

    [Fact]
    public void ToDevice_JumpCredentialsMiscounted_AreRefused() =>
        OfRefused(("name", "r1"), ("jump", "b1,b2"), ("jump_credential", "env:B1")).Message.ShouldContain("1 credentials stand for 2");

    [Fact]
    public void ToDevice_SshOptions_TextAndMap()
    {
        var text = Of(("name", "r1"), ("ssh_options", "KexAlgorithms=+a,b; Ciphers=aes128-cbc"));
        text.SshOptions.ShouldBe(new Dictionary<string, string> { ["KexAlgorithms"] = "+a,b", ["Ciphers"] = "aes128-cbc" });
        Of(("name", "r1"), ("ssh_options", new Dictionary<string, string> { ["Ciphers"] = "x" })).SshOptions["ciphers"].ShouldBe("x");
        OfRefused(("name", "r1"),
            ("ssh_options", new Dictionary<string, string> { ["Ciphers"] = "x\nProxyCommand y" })).Message.ShouldContain("Ciphers");
        OfRefused(("name", "r1"), ("ssh_options", "Ciphers")).Message.ShouldContain("'Ciphers'");
    }

    [Theory]
    [InlineData("ssh_options", "StrictHostKeyChecking=no", "StrictHostKeyChecking")]
    [InlineData("ssh_options", "Ciphers=aes128-cbc; GlobalKnownHostsFile=/tmp/k", "GlobalKnownHostsFile")]
    [InlineData("ssh_options", "HostKeyAlgorithms=ssh-rsa", "may only add")]
    [InlineData("ansible_ssh_common_args", "-o StrictHostKeyChecking=no", "StrictHostKeyChecking")]
    [InlineData("ansible_ssh_extra_args", "-oUserKnownHostsFile=/dev/null", "UserKnownHostsFile")]
    [InlineData("ansible_ssh_common_args", "-o ProxyCommand='nc evil 22'", "ProxyCommand")]
    public void ToDevice_OptionThatNamesTrust_IsRefused(string field, string value, string named) =>
        OfRefused(("name", "r1"), (field, value)).Message.ShouldContain(named);

    [Fact]
    public void ToDevice_AnsibleSshArguments_AreOptionsAndJump()
    {
        var device = Of(("name", "r1"), ("ansible_ssh_common_args", "-o 'ProxyJump=ops@b1' -oKexAlgorithms=+x"));
        device.Jump.ShouldBe([new JumpHost("b1", 22, new CredentialReference(CredentialSource.Agent, null, "ops"))]);
        device.SshOptions["KexAlgorithms"].ShouldBe("+x");
        OfRefused(("name", "r1"), ("ansible_ssh_common_args", "-4")).Message.ShouldContain("'-4'");
    }

    [Fact]
    public void ToDevice_FlagsChannelTagsId_AreRead()
    {
        var device = Of(("name", "r1"), ("legacy", "Yes"), ("channel", "EXEC"), ("tags", "a; b,A,c"), ("id", 17));
        device.LegacyAlgorithms.ShouldBeTrue();
        device.Channel.ShouldBe(DeviceChannel.Exec);
        device.Tags.ShouldBe(["a", "b", "c"]);
        device.Id.ShouldBe("17");
    }

    [Fact]
    public void ToDevice_EverythingElse_IsLabel()
    {
        var device = Of(("name", "r1"), ("Site", "ams"), ("rack unit", 12), ("spare", ""), ("vlans", new object[] { 10, 20 }),
            ("geo", new Dictionary<string, object?> { ["lat"] = 52.1 }), ("label:host", "h"));
        device.Labels.ShouldBe(
            new Dictionary<string, string> { ["Site"] = "ams", ["rack unit"] = "12", ["vlans"] = "10,20", ["geo.lat"] = "52.1",
                ["host"] = "h" }, ignoreOrder: true);
        device.Label("site").ShouldBe("ams");
    }

    [Fact]
    public void ToDevice_ManyProblems_AllAreListed()
    {
        var error = OfRefused(("address", "r 1"), ("port", "70000"), ("legacy", "maybe"), ("channel", "pipe"), ("user", "a b"));
        error.Code.ShouldBe(ErrorCode.InvalidArgument);
        foreach (var part in (string[])["5 problems", "'r 1'", "'70000'", "'maybe'", "'pipe'", "user name"])
        {
            error.Message.ShouldContain(part);
        }
    }

    [Fact]
    public void ToDevice_NothingThatNamesIt_IsRefused() => OfRefused(("site", "ams")).Message.ShouldContain("which device");

    [Fact]
    public void ToDevice_WildcardInName_IsRefused() => OfRefused(("name", "r*"), ("address", "r1")).Message.ShouldContain("'r*'");

    [Fact]
    public void ToDevice_PortInBothPlacesDiffering_IsRefused()
    {
        OfRefused(("address", "r1:23"), ("port", 22)).Message.ShouldContain("differs");
        Of(("address", "r1:23"), ("port", 23)).Port.ShouldBe(23);
    }

    [Fact]
    public void ToDevice_NetBoxObject_IsFlattened()
    {
        var device = Of(
            ("id", 7), ("url", "https://netbox/api"), ("name", "r1"),
            ("device_type", Map(("model", "MX204"), ("manufacturer", Map(("slug", "juniper"))))),
            ("platform", Map(("name", "Junos"), ("slug", "juniper_junos"))),
            ("site", Map(("name", "Amsterdam 1"), ("slug", "ams1"))),
            ("status", Map(("value", "active"), ("label", "Active"))),
            ("primary_ip4", Map(("address", "192.0.2.1/32"))),
            ("tags", new object?[] { Map(("name", "Edge"), ("slug", "edge")) }),
            ("custom_fields", Map(("owner", "noc"), ("empty", null))));
        (device.Id, device.Address, device.Platform).ShouldBe(("r1", "192.0.2.1", "juniper_junos"));
        device.Tags.ShouldBe(["edge"]);
        device.Labels.ShouldBe(new Dictionary<string, string>
        {
            ["netbox_id"] = "7", ["model"] = "MX204", ["manufacturer"] = "juniper", ["site"] = "ams1", ["status"] = "active",
            ["owner"] = "noc",
        }, ignoreOrder: true);
    }

    private static Dictionary<string, object?> Map(params (string Key, object? Value)[] entries) =>
        entries.ToDictionary(entry => entry.Key, entry => entry.Value);
}
