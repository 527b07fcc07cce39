fn main() {
    app::portal();
}
