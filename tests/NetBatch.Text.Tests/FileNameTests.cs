namespace NetBatch.Text.Tests;

/// <summary>Whatever a thing is called, its file has a name that every file system takes, stays in its folder, and is no other's.</summary>
public sealed class FileNameTests
{
    [Theory]
    [InlineData("r1")]
    [InlineData("core-1.berlin.example.net")]
    [InlineData("a b")]
    [InlineData("control")]
    [InlineData("com10")]
    public void Of_NameThatIsAFilesName_IsIt(string name) => FileName.Of(name).ShouldBe(name);

    [Theory]
    [InlineData("a/b", "a_b~")]
    [InlineData("..", "_~")]
    [InlineData(".hidden", "_.hidden~")]
    [InlineData("con", "_con~")]
    [InlineData("NUL.txt", "_NUL.txt~")]
    [InlineData("lpt1", "_lpt1~")]
    [InlineData("r1\e[2J", "r1_[2J~")]
    public void Of_NameThatIsNone_IsMadeOne(string name, string start)
    {
        FileName.Of(name).ShouldStartWith(start);
        FileName.Of(name).Length.ShouldBe(start.Length + 8);
    }

    [Fact]
    public void Of_NameWithHalfACharacter_IsMadeOne() => FileName.Of("a" + (char)0xd800).ShouldStartWith("a_~");

    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("𝒜")]
    public void Of_LongName_IsShortAndItsOwn(string sign)
    {
        var name = string.Concat(Enumerable.Repeat(sign, 300));

        System.Text.Encoding.UTF8.GetByteCount(FileName.Of(name)).ShouldBeLessThan(220);
        FileName.Of(name).ShouldNotBe(FileName.Of(name + sign));
    }
}
