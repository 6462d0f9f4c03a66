using System.Text;

namespace NetBatch.Text.Tests;

public sealed class OutputTextTests
{
    [Theory]
    [InlineData(new byte[] { 0x67, 0xFC, 0x6E }, "gün")]
    [InlineData(new byte[] { 0x67, 0xC3, 0xBC, 0x6E }, "gün")]
    [InlineData(new byte[] { 0xE9, 0x20, 0xE8 }, "é è")]
    [InlineData(new byte[] { 0xC3 }, "Ã")]
    [InlineData(new byte[] { 0xE2, 0x82, 0x20, 0xE2, 0x82, 0xAC }, "â\u0082 €")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x61 }, "a")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00 }, "a")]
    public void Read_BytesThatAreNoUtf8_StayCharactersOfTheirOwn(byte[] bytes, string text) =>
        OutputText.Read(new MemoryStream(bytes)).ShouldBe(text);

    [Fact]
    public void Read_EachByteThatIsNoUtf8_IsAnotherCharacter()
    {
        var texts = Enumerable.Range(0x80, 0x80).Select(b => OutputText.Read(new MemoryStream([(byte)'a', (byte)b, (byte)'b']))).ToList();

        texts.Distinct().Count().ShouldBe(0x80);
        texts.ShouldAllBe(text => text.Length == 3 && !text.Contains('\ufffd'));
    }

    [Fact]
    public void Read_LongText_IsWholeOverTheReadersBuffers()
    {
        var bytes = Enumerable.Repeat(Encoding.Latin1.GetBytes("größer\n"), 5000).SelectMany(line => line).ToArray();

        OutputText.Read(new MemoryStream(bytes)).ShouldBe(string.Concat(Enumerable.Repeat("größer\n", 5000)));
    }
}
